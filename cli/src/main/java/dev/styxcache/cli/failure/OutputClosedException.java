package dev.styxcache.cli.failure;

import dev.styxcache.application.api.StyxCacheException;

/**
 * Nobody reads what is written any more, as when the output is piped into {@code head}. There is
 * nobody left to tell, so it has no message for users.
 */
public final class OutputClosedException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * With a cause.
   *
   * @param cause what the stream said
   */
  public OutputClosedException(Throwable cause) {
    super("the output was closed", cause);
  }
}
