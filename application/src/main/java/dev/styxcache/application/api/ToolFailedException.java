package dev.styxcache.application.api;

import java.util.List;

/**
 * A tool ran and failed. The message has its exit code, its arguments quoted for a shell, and the
 * last lines of both streams.
 */
public final class ToolFailedException extends StyxCacheException {

  private static final long serialVersionUID = 1L;

  /** Maximum number of last lines kept of each stream. */
  public static final int TAIL_LINES = 40;

  private final int exitCode;

  /**
   * Creates the exception with the tool's exit code and last output.
   *
   * @param exitCode the tool's exit code, 1 … 255; 128 + n where signal n ended it
   * @param command the arguments
   * @param stdoutTail the last lines of its standard output, at most {@link #TAIL_LINES}
   * @param stderrTail the last lines of its standard error, at most {@link #TAIL_LINES}
   */
  public ToolFailedException(
      int exitCode, List<String> command, List<String> stdoutTail, List<String> stderrTail) {
    super(message(exitCode, command, stdoutTail, stderrTail), null);
    this.exitCode = exitCode;
  }

  /**
   * The tool's exit code.
   *
   * @return 1 … 255; 128 + n where signal n ended it
   */
  public int exitCode() {
    return exitCode;
  }

  private static String message(
      int exitCode, List<String> command, List<String> stdoutTail, List<String> stderrTail) {
    StringBuilder text = new StringBuilder();
    text.append("the tool failed with exit code ").append(exitCode);
    text.append(": ").append(ShellQuoting.quote(command));
    appendTail(text, "standard output", stdoutTail);
    appendTail(text, "standard error", stderrTail);
    return text.toString();
  }

  private static void appendTail(StringBuilder text, String stream, List<String> tail) {
    if (!tail.isEmpty()) {
      text.append("\nlast lines of its ").append(stream).append(":");
      tail.forEach(line -> text.append("\n  ").append(line));
    }
  }
}
