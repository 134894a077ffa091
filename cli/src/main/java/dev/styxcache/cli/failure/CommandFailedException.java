package dev.styxcache.cli.failure;

import dev.styxcache.application.api.StyxCacheException;

/** A command failed, and neither wrong usage nor a tool is the reason. */
public final class CommandFailedException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Without a cause.
   *
   * @param message names the thing, the place and the next step
   */
  public CommandFailedException(String message) {
    super(message, null);
  }

  /**
   * With a cause.
   *
   * @param message names the thing, the place and the next step
   * @param cause the cause
   */
  public CommandFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
