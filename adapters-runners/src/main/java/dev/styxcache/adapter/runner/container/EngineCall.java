package dev.styxcache.adapter.runner.container;

import java.util.List;

/**
 * What came of a short call of an engine.
 *
 * @param exitCode its exit code; {@link #TOO_LONG} where it was ended since it took too long
 * @param output its standard output as text
 * @param errors the last lines of its standard error
 */
public record EngineCall(int exitCode, String output, List<String> errors) {

  /** No process has this exit code. */
  public static final int TOO_LONG = -1;

  /** Copies the lines. */
  public EngineCall {
    errors = List.copyOf(errors);
  }

  /**
   * Whether it succeeded.
   *
   * @return whether the exit code is 0
   */
  public boolean succeeded() {
    return exitCode == 0;
  }
}
