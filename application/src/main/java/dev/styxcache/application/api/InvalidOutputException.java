package dev.styxcache.application.api;

/** An output's name cannot be one, or an output that had to be made was not. */
public final class InvalidOutputException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Without a cause.
   *
   * @param message names the thing, the place and the next step
   */
  public InvalidOutputException(String message) {
    super(message, null);
  }

  /**
   * With a cause.
   *
   * @param message names the thing, the place and the next step
   * @param cause what led to it
   */
  public InvalidOutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
