package dev.styxcache.adapter.runner.podman;

import dev.styxcache.adapter.runner.container.EngineCheck;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.spi.RunnerHealth;
import dev.styxcache.application.spi.RunnerProvider;

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
