package dev.styxcache.adapter.runner.docker;

import dev.styxcache.adapter.runner.container.EngineRunner;
import dev.styxcache.adapter.runner.settings.ContainerSettings;

/**
 * Runs tools in docker containers, as the user and group of this process.
 *
 * @see EngineRunner what all runners of containers have in common
 */
public final class DockerRunner extends EngineRunner {

  /** With the defaults of {@link #builder}. */
  public DockerRunner() {
    this(ContainerSettings.builder(settings -> settings).build());
  }

  DockerRunner(ContainerSettings settings) {
    super(new DockerEngine(), settings);
  }

  /**
   * Builds a runner with other settings.
   *
   * @return the builder
   */
  public static ContainerSettings.Builder<DockerRunner> builder() {
    return ContainerSettings.builder(DockerRunner::new);
  }
}
