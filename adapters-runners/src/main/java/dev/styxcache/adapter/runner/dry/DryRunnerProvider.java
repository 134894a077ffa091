package dev.styxcache.adapter.runner.dry;

import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.spi.RunnerProvider;

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
