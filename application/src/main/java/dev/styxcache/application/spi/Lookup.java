package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import java.util.function.Function;

/**
 * The answer of a store, local or remote, to a lookup of an entry.
 *
 * @param <E> the entry
 */
public sealed interface Lookup<E> {

  /**
   * The entry is there, and agrees with its manifest where it has one.
   *
   * @param <E> the entry
   * @param entry the entry
   */
  record Found<E>(E entry) implements Lookup<E> {}

  /**
   * The store answered and has no such entry.
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
   * The store itself failed, which says nothing of the entry.
   *
   * @param <E> the entry
   * @param fault what failed
   */
  record Unavailable<E>(Fault fault) implements Lookup<E> {

    /**
     * A failure of a local store.
     *
     * @param failure what failed
     */
    public Unavailable(CacheUnavailableException failure) {
      this(Fault.of(failure));
    }
  }

  /**
   * Handles every outcome.
   *
   * @param <T> the result
   * @param found handles an entry
   * @param missing handles no entry
   * @param corrupt handles one that must not be served
   * @param newer handles one of a newer format
   * @param unavailable handles a failure of the store
   * @return what the one that fits returns
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
