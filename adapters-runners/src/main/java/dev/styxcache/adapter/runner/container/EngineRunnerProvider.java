package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.settings.ContainerSettings;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.RunnerHealth;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.RunnerSettings;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Creates runners of one container engine. */
public abstract class EngineRunnerProvider implements RunnerProvider {

  private final String name;
  private final Function<ContainerSettings, EngineRunner> maker;

  /**
   * For an engine.
   *
   * @param name the name that configuration selects it by
   * @param maker makes a runner
   */
  protected EngineRunnerProvider(String name, Function<ContainerSettings, EngineRunner> maker) {
    this.name = name;
    this.maker = maker;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Set<String> generalOptions() {
    return ContainerSettings.OPTIONS;
  }

  @Override
  public final Runner create(RunnerSettings settings) {
    return runner(settings);
  }

  @Override
  public final RunnerHealth check(RunnerSettings settings) {
    return runner(settings).check();
  }

  @Override
  public final List<String> removeOrphans(RunnerSettings settings) {
    EngineRunner runner = runner(settings);
    return Orphans.remove(runner.engine(), runner.client(), runner.dataDirectory());
  }

  private EngineRunner runner(RunnerSettings settings) {
    return maker.apply(ContainerSettings.of(name, settings));
  }
}
