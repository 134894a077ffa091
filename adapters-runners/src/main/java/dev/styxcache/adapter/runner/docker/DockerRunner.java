package dev.styxcache.adapter.runner.docker;

import dev.styxcache.adapter.runner.container.EngineRunner;
import dev.styxcache.adapter.runner.digest.ImageIdDigests;
import dev.styxcache.application.api.RunnerSettings;

/**
 * Runs tools in containers of docker, as the user and group of this process.
 *
 * @see EngineRunner what all runners in containers have in common
 */
public final class DockerRunner extends EngineRunner {

  /** With the usual settings: {@link RunnerSettings#defaults}. */
  public DockerRunner() {
    this(RunnerSettings.defaults());
  }

  /**
   * With settings.
   *
   * @param settings the settings
   * @throws IllegalArgumentException if a variable of the environment cannot be passed to a process
   */
  public DockerRunner(RunnerSettings settings) {
    super(new DockerEngine(), digests(settings), settings);
  }

  static ImageIdDigests digests(RunnerSettings settings) {
    return new ImageIdDigests(new DockerEngine(), settings);
  }
}
