package dev.styxcache.cli.failure;

import dev.styxcache.application.api.StyxCacheException;

/**
 * The command could not be carried out, for a reason that lies neither in its use nor in a tool.
 */
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
   * @param cause what led to it
   */
  public CommandFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
