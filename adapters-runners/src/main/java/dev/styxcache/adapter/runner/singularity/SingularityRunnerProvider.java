package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.adapter.runner.container.EngineCheck;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.spi.RunnerHealth;
import dev.styxcache.application.spi.RunnerProvider;

/** Makes runners in containers of Apptainer or Singularity, under the name {@code singularity}. */
public class SingularityRunnerProvider implements RunnerProvider {

  /** For {@link java.util.ServiceLoader}. */
  public SingularityRunnerProvider() {}

  @Override
  public String name() {
    return "singularity";
  }

  @Override
  public Runner create(RunnerSettings settings) {
    return new SingularityRunner(settings);
  }

  @Override
  public RunnerHealth check(RunnerSettings settings) {
    return EngineCheck.check(SingularityRunner.engine(settings), settings);
  }
}
