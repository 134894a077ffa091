package dev.styxcache.adapter.runner.declaration;

import dev.styxcache.application.api.ToolNotStartedException;
import java.util.List;

/**
 * Holds an execution's caller to the order of declarations: parameters and inputs, then outputs,
 * then one run. For one thread, as an execution is.
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
   * Parameters or an input are about to be declared.
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

  /** An output has been declared. After the run this changes nothing. */
  public void output() {
    if (stage == Stage.INPUTS) {
      stage = Stage.OUTPUTS;
    }
  }

  /**
   * The output directory is about to be chosen.
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
   * The run is about to begin.
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
