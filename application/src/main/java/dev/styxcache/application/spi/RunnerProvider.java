package dev.styxcache.application.spi;

import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.RunnerSettings;

/**
 * Makes the runners of one name. Found through {@link java.util.ServiceLoader}, so that a new kind
 * of runner is a jar on the class path.
 */
public interface RunnerProvider {

  /**
   * The name by which configuration asks for it.
   *
   * @return the name, such as {@code local}
   */
  String name();

  /**
   * Makes a runner.
   *
   * @param settings how it is to be
   * @return the runner
   * @throws IllegalArgumentException if a setting makes no sense for this kind of runner; the
   *     message names it
   */
  Runner create(RunnerSettings settings);

  /**
   * Looks whether what the runner needs of this machine is there and answers.
   *
   * @param settings how the runner would be
   * @return what was found
   */
  default RunnerHealth check(RunnerSettings settings) {
    return new RunnerHealth.Ready("");
  }
}
