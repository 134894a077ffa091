package dev.styxcache.adapter.runner.docker;

import dev.styxcache.adapter.runner.container.EngineRunnerProvider;

/** Creates runners of docker containers, under the name {@code docker}. */
public final class DockerRunnerProvider extends EngineRunnerProvider {

  /** For {@link java.util.ServiceLoader}. */
  public DockerRunnerProvider() {
    super("docker", DockerRunner::new);
  }
}
