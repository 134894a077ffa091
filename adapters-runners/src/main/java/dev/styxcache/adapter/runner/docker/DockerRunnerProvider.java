package dev.styxcache.adapter.runner.docker;

import dev.styxcache.adapter.runner.container.EngineCheck;
import dev.styxcache.application.port.Runner;
import dev.styxcache.application.port.RunnerHealth;
import dev.styxcache.application.port.RunnerProvider;
import dev.styxcache.application.port.RunnerSettings;

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
