package dev.styxcache.application.api;

/** What is done when the cache itself fails. */
public enum CacheFailures {
  /** The run goes on without the cache, and a warning says so once. */
  WARN,
  /** The run fails. */
  FAIL
}
