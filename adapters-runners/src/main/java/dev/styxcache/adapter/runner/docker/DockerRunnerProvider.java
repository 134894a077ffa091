package dev.styxcache.adapter.runner.docker;

import dev.styxcache.adapter.runner.container.EngineCheck;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.spi.RunnerHealth;
import dev.styxcache.application.spi.RunnerProvider;

/** Makes runners in containers of docker, under the name {@code docker}. */
public final class DockerRunnerProvider implements RunnerProvider {

  /** For {@link java.util.ServiceLoader}. */
  public DockerRunnerProvider() {}

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public Runner create(RunnerSettings settings) {
    return new DockerRunner(settings);
  }

  @Override
  public RunnerHealth check(RunnerSettings settings) {
    return EngineCheck.check(new DockerEngine(), settings);
  }
}
