package dev.styxcache.adapter.runner.local;

import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.spi.RunnerProvider;

/** Makes local runners, under the name {@code local}. */
public final class LocalRunnerProvider implements RunnerProvider {

  /** For {@link java.util.ServiceLoader}. */
  public LocalRunnerProvider() {}

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Runner create(RunnerSettings settings) {
    return new LocalRunner(settings);
  }
}
