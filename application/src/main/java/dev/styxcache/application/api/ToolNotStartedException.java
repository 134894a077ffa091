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
   * With what went wrong.
   *
   * @param why what kind of failure it was
   * @param message names the executable, where it was looked for, and the next step
   */
  public ToolNotStartedException(Cause why, String message) {
    super(message, null);
    this.why = why;
  }

  /**
   * What kind of failure it was.
   *
   * @return the kind
   */
  public Cause why() {
    return why;
  }
}
