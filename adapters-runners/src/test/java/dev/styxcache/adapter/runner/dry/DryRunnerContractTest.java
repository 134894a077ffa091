package dev.styxcache.adapter.runner.dry;

import dev.styxcache.application.port.ExecutionContract;
import dev.styxcache.application.port.Runner;
import dev.styxcache.application.port.RunnerSettings;
import java.util.List;

class DryRunnerContractTest extends ExecutionContract {

  @Override
  protected Runner runner(RunnerSettings settings) {
    return new DryRunner(settings);
  }

  @Override
  protected List<String> harmless() {
    return List.of("no-such-tool-anywhere", "x");
  }
}
