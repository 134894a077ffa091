package dev.styxcache.application.api;

/** How a cache is used. */
public enum CacheMode {
  /** Entries are served and made. */
  READ_WRITE,
  /** Entries are served; none is made, changed, quarantined or pulled, and no last use is noted. */
  READ_ONLY,
  /** No entry is served; every run is carried out and replaces its entry. */
  REFRESH,
  /** Every run bypasses the cache. */
  OFF
}
