package dev.styxcache.adapter.runner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.domain.Metadata;
import dev.styxcache.testing.CollectingHandler;
import dev.styxcache.testing.Lifeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of processes that a tool starts and leaves behind. */
@Timeout(120)
class LocalProcessesTest {

  @TempDir private Path scratch;
  private LocalRunner runner;
  private Lifeline lifeline;

  @BeforeEach
  void makeRunner() throws Exception {
    runner =
        LocalRunner.builder()
            .workingDirectory(scratch)
            .dataDirectory(scratch.resolve("data"))
            .build();
    lifeline = new Lifeline(scratch);
  }

  // --- after the tool's own end ---

  @Test
  void run_whenAChildHoldsTheStreamsForEver_endsItAndLosesNothing() throws Exception {
    CollectingHandler stdout = new CollectingHandler();
    CollectingHandler stderr = new CollectingHandler();
    run(Lifeline.TAKE + "sleep 1000 & echo done; echo too >&2", stdout, stderr);
    assertThat(stdout.text()).isEqualTo("done\n");
    assertThat(stderr.text()).isEqualTo("too\n");
    assertThat(stdout.ends()).isEqualTo(1);
    assertThat(stderr.ends()).isEqualTo(1);
    lifeline.awaitGone();
  }

  @Test
  void run_whenAChildHoldsTheStreamsAndTheToolFailed_saysThatItFailed() throws Exception {
    assertThatThrownBy(
            () -> run(Lifeline.TAKE + "sleep 1000 & echo done; exit 9", discard(), discard()))
        .isInstanceOfSatisfying(
            ToolFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(9))
        .hasMessageContaining("done");
    lifeline.awaitGone();
  }

  @Test
  void run_whenAChildGoesOnWriting_endsIt() throws Exception {
    CollectingHandler stdout = new CollectingHandler();
    run(Lifeline.TAKE + "(while :; do echo more; sleep 0.01; done) & echo done", stdout, discard());
    assertThat(stdout.text()).contains("done\n");
    assertThat(stdout.ends()).isEqualTo(1);
    lifeline.awaitGone();
  }

  @Test
  void run_whenAChildNeedsAMoment_waitsForIt() {
    CollectingHandler stdout = new CollectingHandler();
    run("(sleep 1; echo late) & echo done", stdout, discard());
    assertThat(stdout.text()).isEqualTo("done\nlate\n");
  }

  @Test
  void run_whenAChildHasLetGoOfTheStreams_leavesItAlone() throws Exception {
    CollectingHandler stdout = new CollectingHandler();
    run("sleep 1000 >/dev/null 2>&1 & echo $!", stdout, discard());
    ProcessHandle child = ProcessHandle.of(Long.parseLong(stdout.text().strip())).orElseThrow();
    try {
      // So it was neither waited for nor ended.
      assertThat(child.isAlive()).isTrue();
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void run_whenWhatHoldsTheStreamsCannotBeFound_endsAllTheSame() throws Exception {
    for (String script : List.of("sleep 1000", "yes >&3")) {
      CollectingPid stdout = new CollectingPid();
      AtomicLong ends = new AtomicLong();
      // Without a parent, the variable, and the streams where they are looked for.
      run(
          "(env -i sh -c 'echo $$; exec 3>&1 >/dev/null 2>&1 9>&-; exec "
              + script
              + "' &); echo done >&2",
          stdout,
          endCounter(ends));
      try {
        assertThat(stdout.ends).isEqualTo(1);
        assertThat(ends).hasValue(1);
      } finally {
        stdout.process().destroyForcibly();
      }
    }
  }

  // --- on an interrupt ---

  @Test
  void run_whenInterrupted_findsChildrenWhoseParentsHaveEnded() throws Exception {
    // They have lost their parents, their session and their streams; only the mark is left.
    Interruption interruption =
        interrupt(
            "(setsid sh -c 'exec >/dev/null 2>&1; sleep 1000; echo no' &); (sleep 1000 &);"
                + " echo ready; sleep 1000",
            "ready\n");
    assertThat(interruption.thrown()).containsInstanceOf(RunInterruptedException.class);
    lifeline.awaitGone();
  }

  @Test
  void run_whenInterrupted_findsChildrenThatHaveThrownTheirEnvironmentAway() throws Exception {
    interrupt("env -i sh -c 'sleep 1000 & echo ready; wait' & wait", "ready\n");
    lifeline.awaitGone();
  }

  @Test
  void run_whenInterrupted_findsOrphansThatHaveThrownTheirEnvironmentAway() throws Exception {
    interrupt("(env -i setsid sh -c 'echo ready; sleep 1000; echo no' &) ; sleep 1000", "ready\n");
    lifeline.awaitGone();
  }

  @Test
  void run_whenInterrupted_startsNoFurtherCommandOfAScript() throws Exception {
    interrupt("echo ready; sleep 1000; echo no >\"$1/went-on\"", "ready\n");
    lifeline.awaitGone();
    assertThat(scratch.resolve("went-on")).doesNotExist();
  }

  @Test
  void run_whenInterrupted_letsTheToolTidyUpAndHandsItsLastWordsOn() throws Exception {
    Interruption interruption =
        interrupt(
            "trap 'echo tidied >\"$1/tidied\"; echo bye; exit 0' TERM; echo ready;"
                + " while :; do sleep 0.05; done",
            "ready\n");
    assertThat(scratch.resolve("tidied")).hasContent("tidied");
    assertThat(interruption.stdout()).isEqualTo("ready\nbye\n");
    assertThat(interruption.thrown()).containsInstanceOf(RunInterruptedException.class);
  }

  @Test
  void run_whenInterruptedWhileAChildHoldsTheStreams_endsIt() throws Exception {
    interrupt("sleep 1000 & echo ready", "ready\n");
    lifeline.awaitGone();
  }

  @Test
  void run_whenInterruptedWhileAHandlerHangs_returnsAllTheSame() throws Exception {
    CountDownLatch handling = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicReference<Throwable> inHandler = new AtomicReference<>();
    OutputHandler hanging =
        (buffer, offset, length) -> {
          handling.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            inHandler.set(e);
          }
        };
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () ->
                thrown.set(
                    catchThrowable(
                        () -> run(Lifeline.TAKE + "echo x; sleep 1000", hanging, discard()))));
    thread.start();
    assertThat(handling.await(30, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(30));
    assertThat(thrown.get()).isInstanceOf(RunInterruptedException.class);
    lifeline.awaitGone();
    assertThat(inHandler.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void run_ofAnotherTool_isNotDisturbedByAnInterrupt() throws Exception {
    List<String> other = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () ->
                other.add(
                    String.valueOf(
                        catchThrowable(
                            () ->
                                runner
                                    .startExecution(Metadata.of("x", "y", "z"))
                                    .run(
                                        List.of(
                                            "sh",
                                            "-c",
                                            "echo; while [ ! -e \"$1/go\" ]; do sleep 0.05; done",
                                            "sh",
                                            scratch.toString()),
                                        (buffer, offset, length) -> begun.countDown(),
                                        discard())))));
    thread.start();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    interrupt("echo ready; sleep 1000", "ready\n");
    java.nio.file.Files.createFile(scratch.resolve("go"));
    thread.join(TimeUnit.SECONDS.toMillis(30));
    assertThat(other).containsExactly("null");
  }

  /** Interrupts a run as soon as it has said a word. */
  private Interruption interrupt(String script, String word) throws Exception {
    CountDownLatch ready = new CountDownLatch(1);
    CollectingHandler said = new CollectingHandler();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () ->
                thrown.set(
                    catchThrowable(
                        () ->
                            run(
                                Lifeline.TAKE + script,
                                (buffer, offset, length) -> {
                                  said.accept(buffer, offset, length);
                                  if (said.text().contains(word)) {
                                    ready.countDown();
                                  }
                                },
                                discard()))));
    thread.start();
    assertThat(ready.await(30, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(30));
    assertThat(thread.isAlive()).as("returns promptly").isFalse();
    return new Interruption(Optional.ofNullable(thrown.get()), said.text());
  }

  /** Reads the number of a process from the first line, and forgets what follows. */
  private static final class CollectingPid implements OutputHandler {

    private final StringBuilder first = new StringBuilder();
    private int ends;

    @Override
    public void accept(byte[] buffer, int offset, int length) {
      for (int i = offset; i < offset + length && first.indexOf("\n") < 0; i++) {
        first.append((char) buffer[i]);
      }
    }

    @Override
    public void end() {
      ends++;
    }

    ProcessHandle process() {
      return ProcessHandle.of(Long.parseLong(first.toString().strip())).orElseThrow();
    }
  }

  private static OutputHandler endCounter(AtomicLong ends) {
    return new OutputHandler() {
      @Override
      public void accept(byte[] buffer, int offset, int length) {}

      @Override
      public void end() {
        ends.incrementAndGet();
      }
    };
  }

  private record Interruption(Optional<Throwable> thrown, String stdout) {}

  private void run(String script, OutputHandler stdout, OutputHandler stderr) {
    runner
        .startExecution(Metadata.of("test/1.0", "tool", "test"))
        .run(List.of("sh", "-c", script, "sh", scratch.toString()), stdout, stderr);
  }

  private static OutputHandler discard() {
    return OutputHandler.discard();
  }
}
