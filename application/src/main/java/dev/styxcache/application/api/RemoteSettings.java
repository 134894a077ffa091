package dev.styxcache.application.api;

import java.time.Duration;

/**
 * How the remote tier of a cache is used.
 *
 * @param push whether new entries are pushed, and corrupt ones discarded in the remote store
 * @param retryAfter back-off after a failure: time for which the remote store is not asked again
 * @param failures what to do when the remote store fails
 */
public record RemoteSettings(boolean push, Duration retryAfter, CacheFailures failures) {

  /** The default back-off after a failure of the remote store. */
  public static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(60);

  /**
   * Pushes and pulls, and goes on without the remote store if it fails.
   *
   * @return the settings
   */
  public static RemoteSettings defaults() {
    return new RemoteSettings(true, DEFAULT_RETRY_AFTER, CacheFailures.WARN);
  }
}
