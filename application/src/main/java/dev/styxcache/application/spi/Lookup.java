package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import java.util.function.Function;

/**
 * The outcome of a lookup in a local or remote store: found, missing, corrupt, newer or
 * unavailable.
 *
 * @param <E> the entry
 */
public sealed interface Lookup<E> {

  /**
   * The entry exists, and matches its manifest if it has one.
   *
   * @param <E> the entry
   * @param entry the entry
   */
  record Found<E>(E entry) implements Lookup<E> {}

  /**
   * The store answered that it has no such entry.
   *
   * @param <E> the entry
   * @param reason why, for people
   */
  record Missing<E>(String reason) implements Lookup<E> {

    /** Without a particular reason. */
    public Missing() {
      this("there was no entry");
    }
  }

  /**
   * The entry contradicts its manifest, or cannot be read. It must not be served.
   *
   * @param <E> the entry
   * @param reason what contradicts what, and where, for people
   */
  record Corrupt<E>(String reason) implements Lookup<E> {}

  /**
   * The entry has a format that this version does not know. It must be neither served nor replaced.
   *
   * @param <E> the entry
   * @param reason which format, for people
   */
  record Newer<E>(String reason) implements Lookup<E> {}

  /**
   * The store itself failed, which says nothing about the entry.
   *
   * @param <E> the entry
   * @param fault what failed
   */
  record Unavailable<E>(Fault fault) implements Lookup<E> {

    /**
     * Converts a failure of a local store.
     *
     * @param failure what failed
     */
    public Unavailable(CacheUnavailableException failure) {
      this(Fault.of(failure));
    }
  }

  /**
   * Applies the function for this outcome.
   *
   * @param <T> the result
   * @param found applied to an entry
   * @param missing applied if there is no entry
   * @param corrupt applied if the entry must not be served
   * @param newer applied if the entry has a newer format
   * @param unavailable applied if the store failed
   * @return the function's result
   */
  default <T> T fold(
      Function<? super E, ? extends T> found,
      Function<Missing<E>, ? extends T> missing,
      Function<Corrupt<E>, ? extends T> corrupt,
      Function<Newer<E>, ? extends T> newer,
      Function<Fault, ? extends T> unavailable) {
    if (this instanceof Found<E> it) {
      return found.apply(it.entry());
    } else if (this instanceof Missing<E> it) {
      return missing.apply(it);
    } else if (this instanceof Corrupt<E> it) {
      return corrupt.apply(it);
    } else if (this instanceof Newer<E> it) {
      return newer.apply(it);
    }
    return unavailable.apply(((Unavailable<E>) this).fault());
  }
}
