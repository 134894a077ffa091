package dev.styxcache.application.api;

/**
 * Parameters do not fit a tool's description: one is missing, of another type, or out of range.
 * Thrown by wrappers before anything runs.
 */
public class StyxValidationException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception without a cause.
   *
   * @param message names the parameter, what is wrong with it, and what is valid
   */
  public StyxValidationException(String message) {
    super(message, null);
  }

  /**
   * Creates the exception with a cause.
   *
   * @param message names the parameter, what is wrong with it, and what is valid
   * @param cause the underlying exception
   */
  public StyxValidationException(String message, Throwable cause) {
    super(message, cause);
  }
}
