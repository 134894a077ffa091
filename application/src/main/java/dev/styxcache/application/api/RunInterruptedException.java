package dev.styxcache.application.api;

/** The thread was interrupted, and the run was ended for it. The thread's interrupt flag is set. */
public final class RunInterruptedException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /**
   * Without a cause.
   *
   * @param message names the thing, the place and the next step
   */
  public RunInterruptedException(String message) {
    super(message, null);
  }

  /**
   * With a cause.
   *
   * @param message names the thing, the place and the next step
   * @param cause what led to it
   */
  public RunInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
