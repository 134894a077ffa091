package dev.styxcache.application.api;

/** The command could not be started: its executable was not found, or cannot be executed. */
public final class ToolNotStartedException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /** Why it could not be started. */
  public enum Cause {
    /** There is no such executable. */
    NOT_FOUND,
    /** There is such a file, but it cannot be executed. */
    NOT_EXECUTABLE
  }

  private final Cause why;

  /**
   * Creates the exception.
   *
   * @param why the kind of failure
   * @param message names the executable, where it was searched, and the next step
   */
  public ToolNotStartedException(Cause why, String message) {
    super(message, null);
    this.why = why;
  }

  /**
   * The kind of failure.
   *
   * @return the kind
   */
  public Cause why() {
    return why;
  }
}
