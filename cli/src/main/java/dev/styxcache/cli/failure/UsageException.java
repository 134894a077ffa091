package dev.styxcache.cli.failure;

import dev.styxcache.application.api.StyxCacheException;

/** Wrong usage: an option, a request, or a parameter is invalid. */
public final class UsageException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Without a cause.
   *
   * @param message names the thing, the place and the next step
   */
  public UsageException(String message) {
    super(message, null);
  }

  /**
   * With a cause.
   *
   * @param message names the thing, the place and the next step
   * @param cause the cause
   */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
