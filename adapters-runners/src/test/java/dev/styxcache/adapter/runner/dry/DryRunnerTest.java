package dev.styxcache.adapter.runner.dry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.domain.Metadata;
import dev.styxcache.testing.CollectingHandler;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DryRunnerTest {

  private static final Metadata TOOL = Metadata.of("test/1.0", "bet", "fsl");

  @Test
  void provider_isFoundByItsName() {
    assertThat(ServiceLoader.load(RunnerProvider.class))
        .filteredOn(provider -> provider.name().equals("dry"))
        .singleElement()
        .satisfies(
            provider ->
                assertThat(provider.create(RunnerSettings.defaults()))
                    .isInstanceOf(DryRunner.class));
  }

  @Test
  void runs_recordsAllThatWasDeclared() {
    DryRunner runner = new DryRunner();
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("infile", "no-such-file.nii");
    params.put("mask", null);
    Execution execution = runner.startExecution(TOOL);
    execution.params(params);
    assertThat(execution.inputFile(Path.of("no-such-file.nii"), true, false))
        .isEqualTo("no-such-file.nii");
    assertThat(execution.inputFile(Path.of("/no/such"), false, true)).isEqualTo("/no/such");
    assertThat(execution.outputFile("brain.nii", true))
        .isEqualTo(Path.of("brain.nii").toAbsolutePath());
    execution.run(
        List.of("bet", "no-such-file.nii", "brain"),
        OutputHandler.discard(),
        OutputHandler.discard());
    assertThat(runner.runs())
        .containsExactly(
            new DryRun(
                TOOL,
                params,
                List.of(
                    new DryRun.Input(Path.of("no-such-file.nii"), true, false),
                    new DryRun.Input(Path.of("/no/such"), false, true)),
                List.of(new DryRun.Output("brain.nii", true)),
                List.of("bet", "no-such-file.nii", "brain")));
  }

  @Test
  void run_writesTheCommandToStandardOutput_asALineForAShell() {
    CollectingHandler stdout = new CollectingHandler();
    new DryRunner()
        .startExecution(TOOL)
        .run(List.of("bet", "a b.nii"), stdout, OutputHandler.discard());
    assertThat(stdout.text()).isEqualTo("bet 'a b.nii'\n");
    assertThat(new DryRunner().cacheable()).isFalse();
  }

  @Test
  void runs_hasNothingOfExecutionsThatAreNotRun() {
    DryRunner runner = new DryRunner();
    runner.startExecution(TOOL).params(Map.of("a", 1));
    assertThat(runner.runs()).isEmpty();
  }

  @Test
  void runs_isAListThatDoesNotChange() {
    DryRunner runner = new DryRunner();
    List<DryRun> before = runner.runs();
    run(runner, "a");
    assertThat(before).isEmpty();
    assertThat(runner.runs()).extracting(DryRun::command).containsExactly(List.of("a"));
    assertThatThrownBy(() -> runner.runs().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void runs_byManyThreads_areAllRecorded() throws Exception {
    DryRunner runner = new DryRunner();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> calls =
          IntStream.range(0, 200)
              .<Callable<Void>>mapToObj(
                  i ->
                      () -> {
                        run(runner, "tool-" + i);
                        return null;
                      })
              .toList();
      for (Future<Void> call : threads.invokeAll(calls)) {
        call.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(runner.runs())
        .extracting(run -> run.command().get(0))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 200).mapToObj(i -> "tool-" + i).toList());
  }

  private static void run(DryRunner runner, String command) {
    runner
        .startExecution(TOOL)
        .run(List.of(command), OutputHandler.discard(), OutputHandler.discard());
  }
}
