package dev.styxcache.application.api;

import org.jspecify.annotations.Nullable;

/**
 * The cache itself failed: it cannot be reached, read or written. It says nothing of the tool or
 * its inputs.
 */
public final class CacheUnavailableException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Without a cause.
   *
   * @param message names the thing, the place and the next step
   */
  public CacheUnavailableException(String message) {
    super(message, null);
  }

  /**
   * With a cause.
   *
   * @param message names the thing, the place and the next step
   * @param cause what led to it
   */
  public CacheUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
