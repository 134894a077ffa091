package dev.styxcache.application.api;

/** The thread was interrupted, and so the run was ended. The thread's interrupt flag is set. */
public final class RunInterruptedException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception without a cause.
   *
   * @param message names what failed, where, and the next step
   */
  public RunInterruptedException(String message) {
    super(message, null);
  }

  /**
   * Creates the exception with a cause.
   *
   * @param message names what failed, where, and the next step
   * @param cause the underlying exception
   */
  public RunInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
