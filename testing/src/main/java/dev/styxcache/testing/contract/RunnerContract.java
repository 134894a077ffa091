package dev.styxcache.testing.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.ShellQuoting;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.application.spi.StandardInputExecution;
import dev.styxcache.application.spi.VariablesExecution;
import dev.styxcache.domain.key.RunnerInfluence;
import dev.styxcache.testing.CollectingHandler;
import dev.styxcache.testing.Lifeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * What every runner promises that really runs tools, be it here or in a container. A subclass gives
 * the runner and says how it is made to run a shell's script.
 */
public abstract class RunnerContract extends RunnerFilesContract {

  // --- streams ---

  @Test
  void run_handsBothStreamsOnByteForByte() {
    CollectingHandler stdout = new CollectingHandler();
    CollectingHandler stderr = new CollectingHandler();
    execution()
        .run(
            shell("printf 'dos\\r\\n\\377\\000\\nno end'; printf '\\303(\\r\\r\\n' >&2"),
            stdout,
            stderr);
    assertThat(stdout.bytes())
        .containsExactly('d', 'o', 's', '\r', '\n', 0xff, 0, '\n', 'n', 'o', ' ', 'e', 'n', 'd');
    assertThat(stderr.bytes()).containsExactly(0xc3, '(', '\r', '\r', '\n');
  }

  @Test
  void run_handsStreamsOnWhileTheToolRuns() throws IOException {
    Path shared = Files.createDirectory(scratch.resolve("shared"));
    Execution execution = execution();
    String seen = execution.inputFile(shared, false, false);
    StringBuilder got = new StringBuilder();
    execution.run(
        shell("echo first; while [ ! -e \"$1/go\" ]; do sleep 0.05; done; echo second", seen),
        (buffer, offset, length) -> {
          got.append(new String(buffer, offset, length, UTF_8));
          create(shared.resolve("go"));
        },
        OutputHandler.discard());
    assertThat(got).hasToString("first\nsecond\n");
  }

  @Test
  void run_whenMuchIsWrittenToBothStreams_losesNothing() {
    AtomicLong stdout = new AtomicLong();
    AtomicLong stderr = new AtomicLong();
    execution()
        .run(
            shell("head -c 20000000 /dev/zero; head -c 30000000 /dev/zero >&2"),
            (buffer, offset, length) -> stdout.addAndGet(length),
            (buffer, offset, length) -> stderr.addAndGet(length));
    assertThat(stdout).hasValue(20_000_000);
    assertThat(stderr).hasValue(30_000_000);
  }

  @Test
  void run_whenHandlersAreSlow_waitsForThem() {
    // The tool has long ended when the handler comes to the last pieces, which the pipe holds.
    AtomicLong seen = new AtomicLong();
    execution()
        .run(
            shell("head -c 50000 /dev/zero; echo end >&2"),
            (buffer, offset, length) -> {
              pause(400);
              seen.addAndGet(length);
            },
            OutputHandler.discard());
    assertThat(seen).hasValue(50_000);
  }

  // --- failures ---

  @Test
  void run_whenTheToolFails_saysItsCodeItsArgumentsAndItsLastLines() {
    List<String> command =
        shell("seq 1 100; seq 201 300 >&2; printf unfinished >&2; exit 3", "a b", "it's");
    assertThatThrownBy(() -> execution().run(command, discard(), discard()))
        .isInstanceOfSatisfying(
            ToolFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(3))
        .hasMessageContaining(ShellQuoting.quote(command))
        .satisfies(
            e ->
                assertThat(String.valueOf(e.getMessage()).lines().map(String::strip))
                    .containsSubsequence("61", "62", "99", "100")
                    .doesNotContain("60", "261")
                    .containsSubsequence("262", "263", "300", "unfinished"));
  }

  @Test
  void run_whenTheToolFails_keepsWhatItHasWritten() {
    Execution execution = execution();
    Path output = execution.outputFile("partial", false);
    assertThatThrownBy(() -> run(execution, "echo x >partial; exit 1"))
        .isInstanceOf(ToolFailedException.class);
    assertThat(output).hasContent("x");
  }

  @Test
  void run_whenASignalEndsTheTool_saysTheSignal() {
    assertThatThrownBy(() -> run(execution(), "kill -9 $$"))
        .isInstanceOfSatisfying(
            ToolFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(128 + 9));
  }

  @Test
  void run_whenTheToolsCodeIsOneThatShellsUse_isStillTheToolsFailure() {
    for (int code : new int[] {125, 126, 127, 255}) {
      assertThatThrownBy(() -> run(execution(), "exit " + code))
          .isInstanceOfSatisfying(
              ToolFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(code));
    }
  }

  @Test
  void run_whenThereIsNoSuchExecutable_saysThatItWasNotFound() {
    for (String missing : List.of("no-such-tool-anywhere", "/no/such/tool")) {
      assertNotStarted(missing, ToolNotStartedException.Cause.NOT_FOUND);
    }
  }

  @Test
  void run_whenTheFileCannotBeExecuted_saysSo() {
    for (String wrong : List.of("/etc/passwd", "/etc")) {
      assertNotStarted(wrong, ToolNotStartedException.Cause.NOT_EXECUTABLE);
    }
  }

  private void assertNotStarted(String executable, ToolNotStartedException.Cause why) {
    assertThatThrownBy(() -> execution().run(List.of(executable, "x"), discard(), discard()))
        .isInstanceOfSatisfying(
            ToolNotStartedException.class, e -> assertThat(e.why()).isEqualTo(why))
        .hasMessageContaining(executable);
  }

  @Test
  void run_whenAHandlerThrows_endsTheToolAndItsChildrenAndThrowsTheSame() throws Exception {
    List<Throwable> thrown =
        List.of(new IllegalStateException("enough"), new AssertionError("enough"));
    for (Throwable failure : thrown) {
      for (boolean onStdout : new boolean[] {true, false}) {
        Path shared = Files.createTempDirectory(scratch, "shared");
        Lifeline lifeline = new Lifeline(shared);
        Execution execution = execution();
        String seen = execution.inputFile(shared, false, false);
        OutputHandler failing =
            (buffer, offset, length) -> {
              throw RunnerContract.<RuntimeException>sneaky(failure);
            };
        String word = onStdout ? "echo word; " : "echo word >&2; ";
        assertThat(
                catchThrowable(
                    () ->
                        execution.run(
                            shell(Lifeline.TAKE + word + "sleep 1000 & sleep 1000", seen),
                            onStdout ? failing : discard(),
                            onStdout ? discard() : failing)))
            .isSameAs(failure);
        lifeline.awaitGone();
      }
    }
  }

  @Test
  void run_whenAHandlerThrowsAtTheEnd_throwsTheSame() {
    IllegalStateException failure = new IllegalStateException("disk full");
    OutputHandler failing =
        new OutputHandler() {
          @Override
          public void accept(byte[] buffer, int offset, int length) {}

          @Override
          public void end() {
            throw failure;
          }
        };
    assertThat(catchThrowable(() -> execution().run(shell("echo x"), failing, discard())))
        .isSameAs(failure);
  }

  @Test
  void run_whenAHandlerHasThrown_callsNoHandlerAnyMore() {
    AtomicBoolean returned = new AtomicBoolean();
    AtomicBoolean late = new AtomicBoolean();
    AtomicLong calls = new AtomicLong();
    OutputHandler failing =
        (buffer, offset, length) -> {
          calls.incrementAndGet();
          throw new IllegalStateException("enough");
        };
    OutputHandler other = (buffer, offset, length) -> late.compareAndSet(false, returned.get());
    assertThatThrownBy(
            () -> execution().run(shell("while :; do echo x; echo y >&2; done"), failing, other))
        .hasMessage("enough");
    returned.set(true);
    assertThat(calls).hasValue(1);
    assertThat(late).isFalse();
  }

  // --- what a cache must know ---

  @Test
  void environment_hasTheValuesThatTheToolGets() {
    Runner runner = runner(settings(Map.of("STYX_CONTRACT", "a  b")));
    String seen =
        output(
            runner.startExecution(tool()),
            "printf %s \"$STYX_CONTRACT ${STYX_NO_SUCH_VARIABLE-unset}\"");
    assertThat(seen).isEqualTo("a  b unset");
    assertThat(runner.environment().apply("STYX_CONTRACT")).contains("a  b");
    assertThat(runner.environment().apply("STYX_NO_SUCH_VARIABLE")).isEmpty();
  }

  @Test
  void influence_hasTheVariablesThatTheSettingsGive() {
    assertThat(runner(settings(Map.of("STYX_CONTRACT", "a  b"))).influence(Set.of()).environ())
        .containsEntry("STYX_CONTRACT", "a  b");
    RunnerInfluence plain = runner(settings(Map.of())).influence(Set.of());
    assertThat(plain.environ()).doesNotContainKey("STYX_CONTRACT");
    assertThat(plain.arguments()).isEmpty();
  }

  @Test
  void listedVariables_reachTheTool_withTheValuesOfTheKey() {
    RunnerSettings plain = settings(Map.of("STYX_GIVEN", "by settings"));
    RunnerSettings settings =
        new RunnerSettings(
            plain.workingDirectory(),
            plain.dataDirectory(),
            new InheritedVariables(
                Set.of(),
                Map.of("STYX_LISTED", "a  b", "STYX_EMPTY", "", "STYX_GIVEN", "by the caller")),
            plain.options());
    Runner runner = runner(settings);
    Set<String> listed = Set.of("STYX_LISTED", "STYX_EMPTY", "STYX_GIVEN", "STYX_NO_SUCH_VARIABLE");
    Execution execution = runner.startExecution(tool());
    VariablesExecution.give(execution, listed);
    String seen =
        output(
            execution,
            "printf '%s|' \"$STYX_LISTED\" \"${STYX_EMPTY-unset}\" \"$STYX_GIVEN\""
                + " \"${STYX_NO_SUCH_VARIABLE-unset}\"");
    assertThat(seen).isEqualTo("a  b||by settings|unset|");
    Map<String, String> keyed = runner.influence(listed).environ();
    for (String name : listed) {
      if (execution instanceof VariablesExecution) {
        assertThat(Optional.ofNullable(keyed.get(name)))
            .isEqualTo(runner.environment().apply(name));
      }
    }
    assertThat(keyed).containsEntry("STYX_GIVEN", "by settings");
  }

  @Test
  void standardInput_isThatOfTheTool_whereARunnerCanGiveIt() throws IOException {
    Path content = Files.writeString(scratch.resolve("content"), "read me");
    Execution execution = execution();
    if (execution instanceof StandardInputExecution taking) {
      taking.standardInput(content);
      assertThat(output(execution, "cat")).isEqualTo("read me");
    } else {
      assertThatThrownBy(() -> StandardInputExecution.give(execution, content))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("declare that as an input");
    }
    assertThat(output(execution(), "cat")).as("without one").isEmpty();
  }

  // --- interruption ---

  @Test
  void run_whenInterrupted_endsTheToolAndItsChildren() throws Exception {
    assertEndsOnInterrupt("sleep 1000 & (sleep 1000; echo no) & sh -c 'sleep 1000; echo no'");
  }

  @Test
  void run_whenInterrupted_endsToolsThatIgnoreBeingAsked() throws Exception {
    assertEndsOnInterrupt("trap '' TERM INT HUP; sleep 1000 & while :; do sleep 1000; done");
  }

  @Test
  void run_whenInterruptedWhileTheToolWrites_endsIt() throws Exception {
    assertEndsOnInterrupt("while :; do echo xxxxxxxxxxxxxxxx; echo y >&2; done");
  }

  @Test
  void run_whenTheThreadIsInterruptedAlready_runsNothing() {
    Execution execution = execution();
    Path output = execution.outputFile("out.txt", false);
    Thread.currentThread().interrupt();
    Throwable thrown = catchThrowable(() -> run(execution, "echo x >out.txt"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isInstanceOf(RunInterruptedException.class);
    assertThat(output).doesNotExist();
  }

  /** The script begins when it has taken hold of the lifeline. */
  protected final void assertEndsOnInterrupt(String script) throws Exception {
    Path shared = Files.createDirectory(scratch.resolve("shared"));
    Lifeline lifeline = new Lifeline(shared);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicBoolean flag = new AtomicBoolean();
    CountDownLatch done = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              Execution execution = execution();
              String seen = execution.inputFile(shared, false, false);
              thrown.set(
                  catchThrowable(
                      () ->
                          execution.run(
                              shell(Lifeline.TAKE + script, seen), discard(), discard())));
              flag.set(Thread.currentThread().isInterrupted());
              done.countDown();
            });
    thread.start();
    lifeline.awaitBegun();
    thread.interrupt();
    assertThat(done.await(20, TimeUnit.SECONDS)).as("returns promptly").isTrue();
    lifeline.awaitGone();
    assertThat(thrown.get()).isInstanceOf(RunInterruptedException.class);
    assertThat(flag).isTrue();
  }

  // --- helpers ---

  private static void create(Path file) {
    try {
      Files.write(file, new byte[0]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
