package dev.styxcache.application.api;

/** A declared input is unusable: it is missing, unreadable, or neither a file nor a directory. */
public final class InvalidInputException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception without a cause.
   *
   * @param message names what failed, where, and the next step
   */
  public InvalidInputException(String message) {
    super(message, null);
  }

  /**
   * Creates the exception with a cause.
   *
   * @param message names what failed, where, and the next step
   * @param cause the underlying exception
   */
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
