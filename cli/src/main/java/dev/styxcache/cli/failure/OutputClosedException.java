package dev.styxcache.cli.failure;

import dev.styxcache.application.api.StyxCacheException;

/** The reader of standard output has closed the pipe, as {@code head} does. Nothing is printed. */
public final class OutputClosedException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * With a cause.
   *
   * @param cause the cause
   */
  public OutputClosedException(Throwable cause) {
    super("the output was closed", cause);
  }
}
