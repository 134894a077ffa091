package dev.styxcache.adapter.runner.local;

import dev.styxcache.application.port.Runner;
import dev.styxcache.application.port.RunnerProvider;
import dev.styxcache.application.port.RunnerSettings;

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
