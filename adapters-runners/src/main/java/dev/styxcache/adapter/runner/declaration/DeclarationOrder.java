package dev.styxcache.adapter.runner.declaration;

import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.ShellQuoting;
import dev.styxcache.application.api.ToolNotStartedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Enforces the order of declarations: parameters and inputs, then outputs, then one run. Outputs
 * must stay in the output directory. For one thread, as an execution is.
 */
public final class DeclarationOrder {

  private enum Stage {
    INPUTS,
    OUTPUTS,
    RUN
  }

  private Stage stage = Stage.INPUTS;

  /** Begins with nothing declared. */
  public DeclarationOrder() {}

  /**
   * Parameters or an input are declared.
   *
   * @throws IllegalStateException if an output was declared already, or the run has begun
   */
  public void input() {
    switch (stage) {
      case INPUTS -> {}
      case OUTPUTS ->
          throw new IllegalStateException(
              "parameters and inputs are declared before the first output");
      case RUN -> throw new IllegalStateException("the run has begun: nothing can be declared");
    }
  }

  /**
   * An output is declared. After the run this changes nothing.
   *
   * @param directory the output directory
   * @param name a path relative to it; {@code .} is the directory itself
   * @return the output's path
   * @throws InvalidOutputException if the name is empty, absolute, invalid, or leads out of the
   *     directory
   */
  public Path output(Path directory, String name) {
    if (name.isEmpty()) {
      throw new InvalidOutputException(
          "an output's name is empty: use . for the output directory itself");
    }
    Path relative = parse(directory, name);
    if (relative.isAbsolute() || relative.startsWith("..")) {
      throw new InvalidOutputException(
          "output "
              + ShellQuoting.quote(name)
              + " leads out of the output directory: name it relative to that directory");
    }
    if (stage == Stage.INPUTS) {
      stage = Stage.OUTPUTS;
    }
    return relative.toString().isEmpty() ? directory : directory.resolve(relative);
  }

  private static Path parse(Path directory, String name) {
    try {
      return directory.getFileSystem().getPath(name).normalize();
    } catch (InvalidPathException e) {
      throw new InvalidOutputException(
          "output "
              + ShellQuoting.quote(name.replace("\0", "\\0"))
              + " is not a valid file name ("
              + e.getReason()
              + "): choose another name",
          e);
    }
  }

  /**
   * The output directory is chosen.
   *
   * @throws IllegalStateException if an output was declared already, or the run has begun
   */
  public void redirection() {
    if (stage != Stage.INPUTS) {
      throw new IllegalStateException(
          "the output directory is chosen before the first output and before the run");
    }
  }

  /**
   * The run begins.
   *
   * @param command what is to run
   * @throws IllegalStateException if it has begun already
   * @throws ToolNotStartedException if the command is empty
   */
  public void run(List<String> command) {
    if (stage == Stage.RUN) {
      throw new IllegalStateException("an execution runs once: start another one");
    }
    if (command.isEmpty() || command.get(0).isEmpty()) {
      throw new ToolNotStartedException(
          ToolNotStartedException.Cause.NOT_FOUND,
          "the command is empty: its first argument names the executable");
    }
    stage = Stage.RUN;
  }
}
