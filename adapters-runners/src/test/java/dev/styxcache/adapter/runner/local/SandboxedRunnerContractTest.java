package dev.styxcache.adapter.runner.local;

import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.testing.contract.RunnerContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

class SandboxedRunnerContractTest extends RunnerContract {

  @BeforeAll
  static void requireSandbox() {
    RequiredSandbox.require();
  }

  @Override
  protected Runner runner(RunnerSettings settings) {
    return new LocalRunnerProvider().create(RequiredSandbox.in(settings));
  }

  @Override
  protected List<String> shell(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    return command;
  }
}
