package dev.styxcache.application.api;

import java.time.Duration;

/**
 * How the remote tier of a cache is used.
 *
 * @param push whether entries that are made here are pushed, and corrupt ones taken away there
 * @param retryAfter time for which a remote store that failed is not asked again
 * @param failures what is done when it fails
 */
public record RemoteSettings(boolean push, Duration retryAfter, CacheFailures failures) {

  /** The usual time for which a remote store that failed is not asked again. */
  public static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(60);

  /**
   * Pushes and pulls, and goes on without the remote store where it fails.
   *
   * @return the settings
   */
  public static RemoteSettings defaults() {
    return new RemoteSettings(true, DEFAULT_RETRY_AFTER, CacheFailures.WARN);
  }
}
