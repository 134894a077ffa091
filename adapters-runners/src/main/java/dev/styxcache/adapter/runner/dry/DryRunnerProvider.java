package dev.styxcache.adapter.runner.dry;

import dev.styxcache.application.port.Runner;
import dev.styxcache.application.port.RunnerProvider;
import dev.styxcache.application.port.RunnerSettings;

/** Makes dry runners, under the name {@code dry}. */
public final class DryRunnerProvider implements RunnerProvider {

  /** For {@link java.util.ServiceLoader}. */
  public DryRunnerProvider() {}

  @Override
  public String name() {
    return "dry";
  }

  @Override
  public Runner create(RunnerSettings settings) {
    return new DryRunner(settings);
  }
}
