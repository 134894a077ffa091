package dev.styxcache.adapter.runner.podman;

import dev.styxcache.adapter.runner.container.EngineCheck;
import dev.styxcache.application.port.Runner;
import dev.styxcache.application.port.RunnerHealth;
import dev.styxcache.application.port.RunnerProvider;
import dev.styxcache.application.port.RunnerSettings;

/** Makes runners in containers of podman, under the name {@code podman}. */
public final class PodmanRunnerProvider implements RunnerProvider {

  /** For {@link java.util.ServiceLoader}. */
  public PodmanRunnerProvider() {}

  @Override
  public String name() {
    return "podman";
  }

  @Override
  public Runner create(RunnerSettings settings) {
    return new PodmanRunner(settings);
  }

  @Override
  public RunnerHealth check(RunnerSettings settings) {
    return EngineCheck.check(new PodmanEngine(), settings);
  }
}
