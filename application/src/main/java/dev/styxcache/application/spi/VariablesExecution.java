package dev.styxcache.application.spi;

import dev.styxcache.application.api.Execution;
import java.util.Set;

/**
 * An execution whose tool does not inherit the caller's environment, and is given the variables of
 * it that the caller lists. Which values it gets is what {@link
 * dev.styxcache.application.api.Runner#influence} says for the same names.
 */
public interface VariablesExecution extends Execution {

  /**
   * Hands the caller's variables to the tool. One that is not set is not handed on. Called before
   * {@link #run}.
   *
   * @param names the variables that the caller lists as part of the key
   */
  void giveVariables(Set<String> names);

  /**
   * Hands the caller's variables to a tool that does not inherit them.
   *
   * @param execution the execution of any runner
   * @param names the variables that the caller lists as part of the key
   */
  static void give(Execution execution, Set<String> names) {
    if (execution instanceof VariablesExecution taking) {
      taking.giveVariables(names);
    }
  }
}
