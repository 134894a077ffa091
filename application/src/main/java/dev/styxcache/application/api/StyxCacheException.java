package dev.styxcache.application.api;

import org.jspecify.annotations.Nullable;

/**
 * The root of what this software throws for reasons that are not bugs. The message is for the user.
 */
public abstract class StyxCacheException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * With a message and a cause.
   *
   * @param message names the thing, the place and the next step
   * @param cause what led to it, or null
   */
  protected StyxCacheException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
