package dev.styxcache.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.spi.Options;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.domain.Metadata;
import dev.styxcache.testing.contract.ExecutionContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The memory runners keep the contract of an execution, and run functions as tools. */
@Timeout(60)
class MemoryRunnerTest {

  private static final OutputHandler DISCARD = OutputHandler.discard();
  private static final Metadata TOOL = Metadata.of("tool.v1", "tool", "demo");

  private final Path directory = new MemoryStore().directory("data");

  /** Memory runners have no options; this is what a provider of one would do. */
  private static void requireKnownOptions(RunnerSettings settings) {
    Options options = new Options("runner.memory", settings.options());
    options.textMap("environ");
    options.refuseOthers();
  }

  @Nested
  class Redirectable extends ExecutionContract {
    @Override
    protected Runner runner(RunnerSettings settings) {
      requireKnownOptions(settings);
      return new MemoryRunner(settings.dataDirectory(), call -> {});
    }

    @Override
    protected List<String> harmless() {
      return List.of("tool");
    }
  }

  @Nested
  class WithAFixedDirectory extends ExecutionContract {
    @Override
    protected Runner runner(RunnerSettings settings) {
      requireKnownOptions(settings);
      return new FixedDirectoryRunner(settings.dataDirectory(), call -> {});
    }

    @Override
    protected List<String> harmless() {
      return List.of("tool");
    }
  }

  @Test
  void tool_getsCommandInputsOutputDirectoryAndStreams() throws IOException {
    Files.writeString(directory.resolve("in"), "content");
    CollectingHandler stdout = new CollectingHandler();
    CollectingHandler stderr = new CollectingHandler();
    MemoryRunner runner =
        new MemoryRunner(
            directory,
            call -> {
              call.write("deep/out", Files.readString(call.inputs().get(0)) + call.command());
              call.print("said");
              call.printError("complained");
            });
    Execution execution = runner.startExecution(TOOL);
    String seen = execution.inputFile(Path.of("in"), false, false);
    Path output = execution.outputFile("deep/out", false);

    execution.run(List.of("tool", seen), stdout, stderr);

    assertThat(output).hasContent("content[tool, " + directory.resolve("in") + "]");
    assertThat(stdout.text()).isEqualTo("said");
    assertThat(stderr.text()).isEqualTo("complained");
    assertThat(runner.runs()).isEqualTo(1);
  }

  @Test
  void redirectedRun_writesWhereItWasTold_andAFixedOneCannotBeRedirected() throws IOException {
    Path there = Files.createDirectory(directory.resolve("there"));
    MemoryTool tool = MemoryTool.writing("out", "one");
    Execution execution = new MemoryRunner(directory, tool).startExecution(TOOL);
    ((RedirectableExecution) execution).redirectOutput(there);

    execution.run(List.of("tool"), DISCARD, DISCARD);

    assertThat(there.resolve("out")).hasContent("one");
    assertThat(new FixedDirectoryRunner(directory, tool).startExecution(TOOL))
        .isNotInstanceOf(RedirectableExecution.class);
  }

  @Test
  void toolThatFails_countsAsARun_andEndsNoStream() {
    MemoryRunner runner =
        new MemoryRunner(directory, MemoryTool.printing("x").then(MemoryTool.failing(3)));
    CollectingHandler stdout = new CollectingHandler();

    assertThatThrownBy(() -> runner.startExecution(TOOL).run(List.of("tool"), stdout, DISCARD))
        .isInstanceOfSatisfying(
            ToolFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(3));
    assertThat(stdout.text()).isEqualTo("x");
    assertThat(runner.runs()).isEqualTo(1);
    assertThatThrownBy(
            () ->
                new MemoryRunner(directory, MemoryTool.changing(directory.resolve("no/file"), ""))
                    .startExecution(TOOL)
                    .run(List.of("tool"), DISCARD, DISCARD))
        .isInstanceOf(ToolFailedException.class)
        .hasMessageContaining("NoSuchFile");
  }

  @Test
  void toolThatWaits_isEndedByAnInterrupt() {
    MemoryRunner runner =
        new MemoryRunner(
            directory,
            MemoryTool.waitingFor(new CountDownLatch(0))
                .then(call -> Thread.currentThread().interrupt())
                .then(MemoryTool.waitingFor(new CountDownLatch(1))));

    assertThatThrownBy(() -> runner.startExecution(TOOL).run(List.of("tool"), DISCARD, DISCARD))
        .isInstanceOf(RunInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
