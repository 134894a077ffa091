package dev.styxcache.application.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every runner promises that really runs tools, be it here or in a container. A subclass gives
 * the runner and says how it is made to run a shell's script.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class RunnerContract extends ExecutionContract {

  /**
   * The command that runs a script with a POSIX shell.
   *
   * @param script the script
   * @param arguments what it sees as {@code $1}, {@code $2} …
   */
  protected abstract List<String> shell(String script, String... arguments);

  @Override
  protected final List<String> harmless() {
    return shell(":");
  }

  // --- outputs ---

  @Test
  void run_letsTheToolWriteWhereTheOutputsStand() {
    Execution execution = execution();
    Path file = execution.outputFile("out.txt", false);
    Path nested = execution.outputFile("a/b c/out.txt", false);
    Path root = execution.outputFile(".", false);
    Path absent = execution.outputFile("absent", true);
    run(execution, "printf one >out.txt; mkdir -p 'a/b c'; printf two >'a/b c/out.txt'");
    assertThat(file).hasContent("one");
    assertThat(nested).hasContent("two");
    assertThat(root.resolve("out.txt")).hasContent("one");
    assertThat(absent).doesNotExist();
  }

  @Test
  void run_whenNotRedirected_usesADirectoryOfItsOwnInTheDataDirectory() throws IOException {
    Runner runner = runner(settings(Map.of()));
    for (int i = 0; i < 3; i++) {
      run(runner.startExecution(tool()), "echo x >out.txt");
    }
    try (Stream<Path> directories = Files.list(dataDirectory())) {
      assertThat(directories)
          .hasSize(3)
          .allSatisfy(directory -> assertThat(directory.resolve("out.txt")).exists());
    }
  }

  @Test
  void run_whenTheToolsNameIsNoFileName_stillHasADirectory() {
    for (String name : List.of("../../escape", "a/b", "", ".", "two\nlines", "x".repeat(500))) {
      Execution execution =
          runner(settings(Map.of()))
              .startExecution(
                  new dev.styxcache.domain.Metadata(
                      tool().id(), name, tool().packageName(), tool().containerImageTag()));
      Path output = execution.outputFile("out.txt", false);
      run(execution, "echo x >out.txt");
      assertThat(output).hasContent("x");
      assertThat(output)
          .isEqualTo(
              dataDirectory().resolve(output.getName(output.getNameCount() - 2) + "/out.txt"));
    }
  }

  @Test
  void run_whenRedirected_writesThereAndNowhereElse() throws IOException {
    Execution execution = execution();
    if (execution instanceof RedirectableExecution redirectable) {
      Path directory = Files.createDirectory(scratch.resolve("here it goes"));
      redirectable.redirectOutput(directory);
      assertThat(redirectable.outputFile("out.txt", false)).isEqualTo(directory.resolve("out.txt"));
      run(redirectable, "echo x >out.txt");
      assertThat(directory.resolve("out.txt")).hasContent("x");
      assertThat(dataDirectory()).doesNotExist();
      assertThatThrownBy(() -> redirectable.redirectOutput(directory))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void redirectOutput_whenTheDirectoryCannotBeOne_isRefused() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "");
    if (execution() instanceof RedirectableExecution redirectable) {
      for (Path wrong : List.of(file, scratch.resolve("missing"), Path.of("relative"))) {
        assertThatThrownBy(() -> redirectable.redirectOutput(wrong))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(wrong.toString());
      }
      redirectable.outputFile("x", false);
      assertThatThrownBy(() -> redirectable.redirectOutput(scratch))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void run_byManyThreadsOfOneRunner_keepsTheirOutputsApart() throws Exception {
    Runner runner = runner(settings(Map.of()));
    Set<Path> outputs = ConcurrentHashMap.newKeySet();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> runs =
          IntStream.range(0, 8)
              .<Callable<Void>>mapToObj(
                  i ->
                      () -> {
                        Execution execution = runner.startExecution(tool());
                        Path output = execution.outputFile("out.txt", false);
                        CollectingHandler stdout = new CollectingHandler();
                        execution.run(
                            shell("echo \"$1\" >out.txt; echo \"$1\"", "run " + i),
                            stdout,
                            OutputHandler.discard());
                        assertThat(output).hasContent("run " + i);
                        assertThat(stdout.text()).isEqualTo("run " + i + "\n");
                        outputs.add(output);
                        return null;
                      })
              .toList();
      for (Future<Void> run : threads.invokeAll(runs)) {
        run.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(outputs).hasSize(8);
  }

  // --- inputs ---

  @Test
  void inputFile_isReadByTheToolAtThePathThatIsGivenBack() throws IOException {
    Path input = Files.writeString(Files.createDirectory(scratch.resolve("in")).resolve("i"), "in");
    Execution execution = execution();
    String seen = execution.inputFile(input, false, false);
    assertThat(output(execution, "cat \"$1\"", seen)).isEqualTo("in");
  }

  @Test
  void inputFile_whenRelative_isLookedUpBelowTheWorkingDirectory() throws IOException {
    Files.writeString(workingDirectory().resolve("i.txt"), "relative");
    Execution execution = execution();
    String seen = execution.inputFile(Path.of("i.txt"), false, false);
    assertThat(output(execution, "cat \"$1\"", seen)).isEqualTo("relative");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "quote's", "line\nfeed", "größe 脑", "-n", "a,b:c"})
  void inputFile_whateverItsName_reachesTheTool(String name) throws IOException {
    Path input = Files.writeString(workingDirectory().resolve(name), "named");
    Execution execution = execution();
    String seen = execution.inputFile(input, false, false);
    assertThat(output(execution, "cat \"$1\"; printf %s \"${1##*/}\"", seen))
        .isEqualTo("named" + name);
  }

  @Test
  void inputFile_whenADirectory_isSeenWithAllThatIsInIt() throws IOException {
    Path directory = Files.createDirectory(scratch.resolve("in"));
    Files.createDirectory(directory.resolve("sub"));
    Files.writeString(directory.resolve("sub/x"), "deep");
    Execution execution = execution();
    String seen = execution.inputFile(directory, false, false);
    assertThat(output(execution, "cat \"$1/sub/x\"", seen)).isEqualTo("deep");
  }

  @Test
  void inputFile_withItsParent_isSeenBesideItsSiblings() throws IOException {
    Path header = Files.writeString(workingDirectory().resolve("brain.hdr"), "header");
    Files.writeString(workingDirectory().resolve("brain.img"), "image");
    Execution execution = execution();
    String seen = execution.inputFile(header, true, false);
    assertThat(output(execution, "cat \"$1\" \"${1%.hdr}.img\"", seen)).isEqualTo("headerimage");
  }

  @Test
  void inputFile_whenMutable_isChangedByTheTool() throws IOException {
    Path input = Files.writeString(workingDirectory().resolve("i.txt"), "before");
    Execution execution = execution();
    run(execution, "printf after >\"$1\"", execution.inputFile(input, false, true));
    assertThat(input).hasContent("after");
  }

  @Test
  void inputFile_whenThroughALink_isWhatTheLinkLeadsTo() throws IOException {
    Path input = Files.writeString(workingDirectory().resolve("i.txt"), "linked");
    Path link = Files.createSymbolicLink(workingDirectory().resolve("link"), input);
    Execution execution = execution();
    String seen = execution.inputFile(link, false, false);
    assertThat(output(execution, "cat \"$1\"", seen)).isEqualTo("linked");
  }

  @Test
  void inputFile_whenMissing_isRefusedByName() throws IOException {
    Path dangling =
        Files.createSymbolicLink(workingDirectory().resolve("link"), scratch.resolve("nowhere"));
    for (Path missing : List.of(scratch.resolve("no.nii"), Path.of("no.nii"), dangling)) {
      for (boolean withParent : new boolean[] {false, true}) {
        assertThatThrownBy(() -> execution().inputFile(missing, withParent, false))
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining(workingDirectory().resolve(missing).toString());
      }
    }
  }

  @Test
  void inputFile_whenNeitherFileNorDirectory_isRefusedByName() throws Exception {
    Path pipe = scratch.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (Path wrong : List.of(pipe, Path.of("/dev/null"))) {
      assertThatThrownBy(() -> execution().inputFile(wrong, false, false))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(wrong.toString());
    }
  }

  // --- the tool's surroundings ---

  @Test
  void run_givesTheToolTheEnvironmentOfTheSettings() {
    Execution execution =
        runner(settings(Map.of("CONTRACT_A", "a b", "CONTRACT_B", "q'\"$\n=")))
            .startExecution(tool());
    assertThat(output(execution, "printf '%s|%s' \"$CONTRACT_A\" \"$CONTRACT_B\""))
        .isEqualTo("a b|q'\"$\n=");
  }

  @Test
  void run_givesTheToolAnEmptyStandardInput() {
    assertThat(output(execution(), "cat; echo end")).isEqualTo("end\n");
  }

  @Test
  void run_givesTheToolItsArgumentsAsTheyAre() {
    CollectingHandler stdout = new CollectingHandler();
    execution()
        .run(
            shell("printf '%s\\0' \"$@\"", "", " ", "a b", "it's", "$HOME", "*", "a\nb", "größe 脑"),
            stdout,
            OutputHandler.discard());
    assertThat(stdout.text()).isEqualTo("\0 \0a b\0it's\0$HOME\0*\0a\nb\0größe 脑\0");
  }

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
    String seen = execution.inputFile(shared, false, true);
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
        String seen = execution.inputFile(shared, false, true);
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
              String seen = execution.inputFile(shared, false, true);
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

  /** Runs a script, and ignores what it says. */
  protected final void run(Execution execution, String script, String... arguments) {
    execution.run(shell(script, arguments), discard(), discard());
  }

  /** Runs a script, and gives what it said on its standard output. */
  protected final String output(Execution execution, String script, String... arguments) {
    CollectingHandler stdout = new CollectingHandler();
    execution.run(shell(script, arguments), stdout, discard());
    return stdout.text();
  }

  private static OutputHandler discard() {
    return OutputHandler.discard();
  }

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
