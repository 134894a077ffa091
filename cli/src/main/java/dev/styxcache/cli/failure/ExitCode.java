package dev.styxcache.cli.failure;

/**
 * Exit codes of the command line itself; a failed tool's own exit code is passed through. Codes
 * from 125 on are those of {@code docker run}.
 */
public final class ExitCode {

  /** Success. */
  public static final int OK = 0;

  /**
   * The command worked, and the answer is no: {@code hash} could not digest a path, {@code doctor}
   * found a fault, {@code show} found no entry.
   */
  public static final int NO = 1;

  /** Wrong usage: options, configuration, request, parameters. */
  public static final int USAGE = 2;

  /** This software failed, or an input cannot be read. */
  public static final int FAILED = 125;

  /** The tool was found but cannot be executed. */
  public static final int NOT_EXECUTABLE = 126;

  /** The tool was not found. */
  public static final int NOT_FOUND = 127;

  /** The reader of standard output has gone: 128 plus the number of SIGPIPE, as in a shell. */
  public static final int OUTPUT_CLOSED = 141;

  private ExitCode() {}
}
