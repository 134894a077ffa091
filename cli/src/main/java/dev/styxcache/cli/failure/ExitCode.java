package dev.styxcache.cli.failure;

/**
 * The exit codes of the command line itself. A tool that ran and failed gives its own. The codes
 * from 125 on are those of {@code docker run}.
 */
public final class ExitCode {

  /** All is well. */
  public static final int OK = 0;

  /**
   * The command did its work, and the answer is no: {@code hash} could not digest one of its paths,
   * {@code doctor} found a fault, {@code show} found no entry.
   */
  public static final int NO = 1;

  /** The command was used wrongly: options, configuration, request, parameters. */
  public static final int USAGE = 2;

  /** This software failed, or was given an input that cannot be read. */
  public static final int FAILED = 125;

  /** The tool was found but cannot be executed. */
  public static final int NOT_EXECUTABLE = 126;

  /** The tool was not found. */
  public static final int NOT_FOUND = 127;

  /** Nobody reads the standard output any more: 128 and the number of SIGPIPE, as in a shell. */
  public static final int OUTPUT_CLOSED = 141;

  private ExitCode() {}
}
