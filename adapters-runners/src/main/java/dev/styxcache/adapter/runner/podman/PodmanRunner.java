package dev.styxcache.adapter.runner.podman;

import dev.styxcache.adapter.runner.container.EngineRunner;
import dev.styxcache.adapter.runner.settings.ContainerSettings;

/**
 * Runs tools in podman containers, as the user and group of this process, with or without
 * administrator's rights.
 *
 * @see EngineRunner what all runners of containers have in common
 */
public final class PodmanRunner extends EngineRunner {

  /** With the defaults of {@link #builder}. */
  public PodmanRunner() {
    this(ContainerSettings.builder(settings -> settings).build());
  }

  PodmanRunner(ContainerSettings settings) {
    super(new PodmanEngine(), settings);
  }

  /**
   * Builds a runner with other settings.
   *
   * @return the builder
   */
  public static ContainerSettings.Builder<PodmanRunner> builder() {
    return ContainerSettings.builder(PodmanRunner::new);
  }
}
