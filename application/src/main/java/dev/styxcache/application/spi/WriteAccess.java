package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;

/** Whether a store can be written to. */
public sealed interface WriteAccess {

  /**
   * The store can be written to.
   *
   * @param writer writes entries
   */
  record Granted(EntryWriter writer) implements WriteAccess {}

  /** The store cannot be written to by intention: the cache is used read-only. */
  record ReadOnly() implements WriteAccess {}

  /**
   * The store should be writable but is not.
   *
   * @param failure what failed
   */
  record Failed(CacheUnavailableException failure) implements WriteAccess {}
}
