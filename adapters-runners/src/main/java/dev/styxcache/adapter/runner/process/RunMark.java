package dev.styxcache.adapter.runner.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tells the processes of one run by what children inherit: a variable of the environment, and the
 * pipes that they write to.
 *
 * <p>Parentage alone does not find them all: a process whose parent has ended is adopted by the
 * system's first process, and nothing tells any more that it belonged to the run. The alternative,
 * a session of its own for each tool, would take the terminal from it: a tool could not be stopped
 * by Ctrl-Z, nor ask for a password. Build servers mark what they start in the same way.
 *
 * <p>Both are read through {@code /proc}; where there is none, only parentage tells.
 */
final class RunMark {

  /** The variable. A run within a run adds its mark to the outer one's. */
  static final String VARIABLE = "_STYX_RUN";

  private static final int RANDOM_BYTES = 16;

  private final String id;
  private final Optional<ToolPipes> pipes;

  /**
   * A mark that no other run has.
   *
   * @param pipes what the run's tool writes to
   */
  RunMark(Optional<ToolPipes> pipes) {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    this.id = HexFormat.of().formatHex(bytes);
    this.pipes = pipes;
  }

  void applyTo(ProcessBuilder builder) {
    builder.environment().merge(VARIABLE, id, (outer, inner) -> outer + " " + inner);
  }

  /** Whether a process belongs to the run. One that cannot be looked into does not. */
  boolean isOn(ProcessHandle process) {
    return pipes.map(there -> there.areUsedBy(process)).orElse(false) || hasVariable(process);
  }

  private boolean hasVariable(ProcessHandle process) {
    Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
    try {
      return new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1).contains(id);
    } catch (IOException e) {
      return false; // It has ended, or is another user's.
    }
  }
}
