package dev.styxcache.application.api;

/** An output has an invalid name, or a required output was not made. */
public final class InvalidOutputException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception without a cause.
   *
   * @param message names what failed, where, and the next step
   */
  public InvalidOutputException(String message) {
    super(message, null);
  }

  /**
   * Creates the exception with a cause.
   *
   * @param message names what failed, where, and the next step
   * @param cause the underlying exception
   */
  public InvalidOutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
