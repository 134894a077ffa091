package dev.styxcache.adapter.runner.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.testing.CollectingHandler;
import dev.styxcache.testing.Lifeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ToolProcessTest {

  @TempDir private Path directory;
  private final CollectingHandler stdout = new CollectingHandler();
  private final CollectingHandler stderr = new CollectingHandler();

  @Test
  void run_whereASystemHasNoProc_usesTheProcesssOwnPipes() throws Exception {
    Lifeline lifeline = new Lifeline(directory);
    ToolResult result =
        ToolProcess.run(
            shell(Lifeline.TAKE + "echo out; echo err >&2; sleep 1000 & sleep 0.5; exit 4"),
            stdout,
            stderr,
            RunEnding.ofProcesses(),
            Optional::empty);
    assertThat(result).isEqualTo(new ToolResult(4, List.of("out"), List.of("err")));
    assertThat(stdout.text()).isEqualTo("out\n");
    assertThat(stderr.text()).isEqualTo("err\n");
    lifeline.awaitGone();
  }

  @Test
  void run_whenTheToolCannotBeStarted_tellsTheHandlersOfNoEnd() {
    ToolCommand missing =
        new ToolCommand(
            List.of("x"),
            directory.resolve("x"),
            directory,
            new ToolEnvironment(Map.of(), InheritedVariables.all()));
    assertThatThrownBy(() -> ToolProcess.run(missing, stdout, stderr))
        .isInstanceOfSatisfying(
            ToolNotStartedException.class,
            e -> assertThat(e.why()).isEqualTo(ToolNotStartedException.Cause.NOT_FOUND));
    assertThat(stdout.ends()).isZero();
    assertThat(stderr.ends()).isZero();
  }

  @Test
  void run_addsNothingToWhatTheToolSays() {
    // Neither the shell that keeps the pipes nor the linker may speak on the tool's streams.
    ToolCommand command =
        new ToolCommand(
            List.of("true"),
            Path.of("/bin/true"),
            directory,
            new ToolEnvironment(
                Map.of("LC_ALL", "xx_XX.nonsense", "PWD", "/nowhere"), InheritedVariables.all()));
    ToolProcess.run(command, stdout, stderr);
    assertThat(stdout.text()).isEmpty();
    assertThat(stderr.text()).isEmpty();
  }

  @Test
  void run_manyTimes_leavesNoThreadsBehind() throws Exception {
    for (int i = 0; i < 50; i++) {
      ToolProcess.run(shell("echo " + i), OutputHandler.discard(), OutputHandler.discard());
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("styxcache std")) {
        thread.join(10_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  private ToolCommand shell(String script) {
    return new ToolCommand(
        List.of("sh", "-c", script, "sh", directory.toString()),
        Path.of("/bin/sh"),
        directory,
        new ToolEnvironment(Map.of(), InheritedVariables.all()));
  }
}
