package dev.styxcache.adapter.runner.dry;

import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.testing.contract.ExecutionContract;
import java.util.List;

class DryRunnerContractTest extends ExecutionContract {

  @Override
  protected Runner runner(RunnerSettings settings) {
    return new DryRunnerProvider().create(settings);
  }

  @Override
  protected List<String> harmless() {
    return List.of("no-such-tool-anywhere", "x");
  }
}
