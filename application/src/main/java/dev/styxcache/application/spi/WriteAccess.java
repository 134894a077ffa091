package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;

/** Whether a store can be written to. */
public sealed interface WriteAccess {

  /**
   * It can.
   *
   * @param writer writes entries
   */
  record Granted(EntryWriter writer) implements WriteAccess {}

  /** It cannot, and was never meant to: the cache is used read-only. */
  record ReadOnly() implements WriteAccess {}

  /**
   * It cannot, though it should.
   *
   * @param failure what failed
   */
  record Failed(CacheUnavailableException failure) implements WriteAccess {}
}
