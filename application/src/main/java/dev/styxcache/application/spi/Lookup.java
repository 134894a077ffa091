package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;

/** What a store answers when it is asked for an entry. */
public sealed interface Lookup {

  /**
   * There is an entry, and it agrees with its manifest where it has one.
   *
   * @param entry the entry
   */
  record Found(CacheEntry entry) implements Lookup {}

  /**
   * There is no entry, or none that this store shows.
   *
   * @param reason why, for people
   */
  record Absent(String reason) implements Lookup {

    /** There is none. */
    public Absent() {
      this("there was no entry");
    }
  }

  /**
   * There is an entry that contradicts its manifest. It must not be served.
   *
   * @param reason what contradicts what, for people
   */
  record Damaged(String reason) implements Lookup {}

  /**
   * There is an entry in a format that this version does not know. It must neither be served nor
   * replaced.
   *
   * @param reason which format, for people
   */
  record Newer(String reason) implements Lookup {}

  /**
   * The store itself failed.
   *
   * @param failure what failed
   */
  record Failed(CacheUnavailableException failure) implements Lookup {}
}
