package dev.styxcache.application.api;

/** Which operations a cache is used for. */
public enum CacheMode {
  /** Entries are served and stored. */
  READ_WRITE,
  /**
   * Entries are served; none is stored, changed, quarantined or pulled, and no last use is
   * recorded.
   */
  READ_ONLY,
  /** No entry is served; every run executes and replaces its entry. */
  REFRESH,
  /** Every run bypasses the cache. */
  OFF
}
