package dev.styxcache.adapter.runner.dry;

import dev.styxcache.adapter.runner.process.ToolEnvironment;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.Options;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.RunnerSettings;
import java.util.Set;

/** Creates dry runners, under the name {@code dry}. */
public final class DryRunnerProvider implements RunnerProvider {

  private static final String ENVIRON = "environ";

  /** For {@link java.util.ServiceLoader}. */
  public DryRunnerProvider() {}

  @Override
  public String name() {
    return "dry";
  }

  @Override
  public Set<String> generalOptions() {
    return Set.of(ENVIRON);
  }

  @Override
  public Runner create(RunnerSettings settings) {
    Options options = new Options("runner.dry", settings.options());
    ToolEnvironment environment =
        new ToolEnvironment(options.textMap(ENVIRON), settings.inherited());
    options.refuseOthers();
    return new DryRunner(settings.workingDirectory(), environment);
  }
}
