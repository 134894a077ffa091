package dev.styxcache.adapter.runner.podman;

import dev.styxcache.adapter.runner.container.EngineRunner;
import dev.styxcache.adapter.runner.digest.ImageIdDigests;
import dev.styxcache.application.api.RunnerSettings;

/**
 * Runs tools in containers of podman, as the user and group of this process, with or without
 * administrator's rights.
 *
 * @see EngineRunner what all runners in containers have in common
 */
public final class PodmanRunner extends EngineRunner {

  /** With the usual settings: {@link RunnerSettings#defaults}. */
  public PodmanRunner() {
    this(RunnerSettings.defaults());
  }

  /**
   * With settings.
   *
   * @param settings the settings
   * @throws IllegalArgumentException if a variable of the environment cannot be passed to a process
   */
  public PodmanRunner(RunnerSettings settings) {
    super(new PodmanEngine(), digests(settings), settings);
  }

  static ImageIdDigests digests(RunnerSettings settings) {
    return new ImageIdDigests(new PodmanEngine(), settings);
  }
}
