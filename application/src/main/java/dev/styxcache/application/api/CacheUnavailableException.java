package dev.styxcache.application.api;

import org.jspecify.annotations.Nullable;

/**
 * The cache itself failed: it cannot be reached, read or written. Says nothing about the tool or
 * its inputs.
 */
public final class CacheUnavailableException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception without a cause.
   *
   * @param message names what failed, where, and the next step
   */
  public CacheUnavailableException(String message) {
    super(message, null);
  }

  /**
   * Creates the exception with a cause.
   *
   * @param message names what failed, where, and the next step
   * @param cause the underlying exception
   */
  public CacheUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
