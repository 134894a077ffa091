package dev.styxcache.adapter.runner.process;

import dev.styxcache.application.api.ToolFailedException;
import java.util.List;

/**
 * The outcome of a process.
 *
 * @param exitCode its exit code, 0 … 255; 128 + n where signal n ended it
 * @param stdoutTail the last lines of its standard output, at most {@link
 *     ToolFailedException#TAIL_LINES}, long ones shortened
 * @param stderrTail the same of its standard error
 */
public record ToolResult(int exitCode, List<String> stdoutTail, List<String> stderrTail) {

  /** Copies the lines. */
  public ToolResult {
    stdoutTail = List.copyOf(stdoutTail);
    stderrTail = List.copyOf(stderrTail);
  }
}
