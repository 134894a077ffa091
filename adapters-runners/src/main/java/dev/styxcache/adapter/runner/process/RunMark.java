package dev.styxcache.adapter.runner.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Identifies the processes of one run by what children inherit: an environment variable, and the
 * pipes that they write to.
 *
 * <p>Parentage is not enough: the init process adopts orphans, and nothing else connects them with
 * the run. The alternative, a session for each tool, would take the terminal from it: Ctrl-Z would
 * not stop a tool, and it could not ask for a password. Build servers mark their processes in the
 * same way.
 *
 * <p>Both marks are read from {@code /proc}; without it, only parentage is used.
 */
final class RunMark {

  /** The variable. A run within a run adds its mark to the outer one's. */
  static final String VARIABLE = "_STYX_RUN";

  private static final int RANDOM_BYTES = 16;

  private final String id;
  private final Optional<ToolPipes> pipes;

  /**
   * Creates a unique mark.
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

  /** Whether a process belongs to the run; false for one that cannot be read. */
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
