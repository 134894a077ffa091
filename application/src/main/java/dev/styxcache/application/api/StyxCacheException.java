package dev.styxcache.application.api;

import org.jspecify.annotations.Nullable;

/**
 * Base class of all exceptions that styxcache throws for reasons other than bugs. The message is
 * for the user.
 */
public abstract class StyxCacheException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception with a message and a cause.
   *
   * @param message names what failed, where, and the next step
   * @param cause the underlying exception, or null
   */
  protected StyxCacheException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
