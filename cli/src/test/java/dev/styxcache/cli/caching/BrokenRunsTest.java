package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.ToolFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failed and interrupted runs leave neither an entry nor a staging folder. */
class BrokenRunsTest {

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  @Test
  void failedRun_leavesNothing_andRunsAgain() {
    for (int run = 1; run <= 2; run++) {
      assertThatThrownBy(
              () ->
                  bench
                      .call(bench.runner(), "echo half > out; echo sorry >&2; exit 3")
                      .output("out")
                      .run())
          .isInstanceOfSatisfying(
              ToolFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(3))
          .hasMessageContaining("exit code 3")
          .hasMessageContaining("sorry");
      assertThat(bench.runs()).isEqualTo(run);
      bench.assertNoEntry();
      bench.assertNothingInProgress();
    }
    assertThat(bench.events.warnings).isEmpty();
  }

  @Test
  void interruptedRun_leavesNothing_andStopsTheTool() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    long[] pid = new long[1];
    FutureTask<Boolean> flag =
        new FutureTask<>(
            () -> {
              assertThatThrownBy(
                      () ->
                          bench
                              .call(bench.runner(), "echo $$; echo half > out; sleep 1000; echo")
                              .stdout(
                                  OutputHandler.lines(
                                      line -> {
                                        pid[0] = Long.parseLong(line);
                                        started.countDown();
                                      }))
                              .output("out")
                              .run())
                  .isInstanceOf(RunInterruptedException.class);
              return Thread.currentThread().isInterrupted();
            });
    Thread thread = new Thread(flag);
    thread.start();
    started.await();

    thread.interrupt();

    assertThat(flag.get()).as("the interrupt flag is set").isTrue();
    assertThat(ProcessHandle.of(pid[0]).filter(ProcessHandle::isAlive)).isEmpty();
    bench.assertNoEntry();
    bench.assertNothingInProgress();
  }

  @Test
  void abandonedExecution_leavesNothing() {
    bench.file("in.txt", "content");

    bench.call(bench.runner(), ": > out").input("in.txt").output("out").declare();

    bench.assertNoEntry();
    bench.assertNothingInProgress();
    assertThat(Files.exists(bench.data)).isFalse();
  }

  @Test
  void missingInput_isAnErrorBeforeAnythingStarts() {
    assertThatThrownBy(
            () -> bench.call(bench.runner(), ": > out").input("missing.nii").output("out").run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("missing.nii");

    assertThat(bench.runs()).isZero();
    bench.assertNothingInProgress();
  }

  @Test
  void secondRunOfOneExecution_isRefused() {
    Bench.Declared declared = bench.call(bench.runner(), ":").output(".").declare();
    declared.execution().run(declared.command(), OutputHandler.discard(), OutputHandler.discard());

    assertThatThrownBy(
            () ->
                declared
                    .execution()
                    .run(declared.command(), OutputHandler.discard(), OutputHandler.discard()))
        .isInstanceOf(IllegalStateException.class);
  }
}
