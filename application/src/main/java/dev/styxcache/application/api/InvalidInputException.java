package dev.styxcache.application.api;

/**
 * Something that was declared as an input cannot be one: it is missing, unreadable, or no file and
 * no directory.
 */
public final class InvalidInputException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Without a cause.
   *
   * @param message names the thing, the place and the next step
   */
  public InvalidInputException(String message) {
    super(message, null);
  }

  /**
   * With a cause.
   *
   * @param message names the thing, the place and the next step
   * @param cause what led to it
   */
  public InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
