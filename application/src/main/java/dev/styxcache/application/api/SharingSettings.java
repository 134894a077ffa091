package dev.styxcache.application.api;

import java.time.Duration;

/**
 * How a cache is shared.
 *
 * @param push whether entries that are made here are sent, and damaged ones taken away
 * @param retryAfter for how long a remote store that failed is left alone
 * @param failures what is done when it fails
 */
public record SharingSettings(boolean push, Duration retryAfter, CacheFailures failures) {

  /** For so long a remote store that failed is left alone where nothing else is set. */
  public static final Duration USUAL_REST = Duration.ofSeconds(60);

  /**
   * Sends and fetches, and goes on without the remote store where it fails.
   *
   * @return the settings
   */
  public static SharingSettings defaults() {
    return new SharingSettings(true, USUAL_REST, CacheFailures.WARN);
  }
}
