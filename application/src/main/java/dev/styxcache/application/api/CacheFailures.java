package dev.styxcache.application.api;

/** What to do when the cache itself fails. */
public enum CacheFailures {
  /** The run goes on without the cache, and a warning is issued once. */
  WARN,
  /** The run fails. */
  FAIL
}
