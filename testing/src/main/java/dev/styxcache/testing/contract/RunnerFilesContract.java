package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.MutableCopyException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.testing.CollectingHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every runner promises that really runs tools of the files that they read and write, be it
 * here or in a container. Part of {@link RunnerContract}.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class RunnerFilesContract extends ExecutionContract {

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
  void inputFile_withItsParent_mayBeTheBeginningOfNames() throws IOException {
    Files.writeString(workingDirectory().resolve("my_fieldcoef.txt"), "coefficients");
    Execution execution = execution();
    String seen = execution.inputFile(workingDirectory().resolve("my"), true, false);
    assertThat(output(execution, "cat \"$1\"_fieldcoef.txt", seen)).isEqualTo("coefficients");
  }

  @Test
  void inputFile_whoseParentIsMissing_isRefusedByName() {
    Execution execution = execution();
    assertThatThrownBy(
            () -> execution.inputFile(workingDirectory().resolve("none/my"), true, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none");
  }

  @Test
  void inputFile_whenMutable_isCopied_andTheToolChangesTheCopy() throws IOException {
    Path input = Files.writeString(workingDirectory().resolve("i.txt"), "before");
    Files.setPosixFilePermissions(input, PosixFilePermissions.fromString("r--r--r--"));
    Execution execution = execution();
    String seen = execution.inputFile(Path.of("i.txt"), false, true);
    Path copy = execution.mutableCopy(Path.of("i.txt"));
    assertThat(execution.mutableCopy(input)).isEqualTo(copy);

    run(execution, "printf after >>\"$1\"", seen);

    assertThat(input).hasContent("before");
    assertThat(copy).hasContent("beforeafter").isEqualTo(execution.outputFile("i.txt", false));
  }

  @Test
  void inputFile_whenMutable_isCopiedAlone_withoutItsParent() throws IOException {
    Path input = Files.writeString(workingDirectory().resolve("i.txt"), "before");
    Files.writeString(workingDirectory().resolve("beside.txt"), "beside");
    Execution execution = execution();
    String seen = execution.inputFile(input, true, true);

    assertThat(output(execution, "cd \"$(dirname \"$1\")\" && ls", seen)).isEqualTo("i.txt\n");
  }

  @Test
  void inputsOfOneName_whenMutable_haveCopiesOfDifferentNames() throws IOException {
    Execution execution = execution();
    List<String> seen = new ArrayList<>();
    for (String folder : List.of("a", "b", "a", "c")) {
      Path input = workingDirectory().resolve(folder).resolve("x.nii.gz");
      Files.createDirectories(input.getParent());
      Files.writeString(input, folder);
      seen.add(execution.inputFile(input, false, true));
    }
    Path second = execution.mutableCopy(workingDirectory().resolve("b/x.nii.gz"));

    assertThat(output(execution, "cat \"$@\"", seen.toArray(String[]::new))).isEqualTo("abac");
    assertThat(seen.get(2)).isEqualTo(seen.get(0));
    assertThat(second).hasContent("b").hasFileName("x.nii_1.gz");
    assertThat(execution.outputFile("x.nii_2.gz", true)).hasContent("c");
  }

  @Test
  void inputFile_whenAMutableDirectory_isCopiedWhole_andNoLinkLeadsBack() throws IOException {
    Path directory = workingDirectory().resolve("d");
    Files.createDirectories(directory.resolve("sub"));
    Path outside = Files.writeString(scratch.resolve("outside"), "before");
    Files.writeString(directory.resolve("sub/x"), "before");
    Files.createSymbolicLink(directory.resolve("absolute"), directory.resolve("sub"));
    Files.createSymbolicLink(directory.resolve("out"), outside);
    Execution execution = execution();
    String seen = execution.inputFile(directory, false, true);
    Path copy = execution.mutableCopy(directory);

    run(execution, "printf after >\"$1/absolute/x\"; printf after >\"$1/out\"", seen);

    assertThat(directory.resolve("sub/x")).hasContent("before");
    assertThat(outside).hasContent("before");
    assertThat(copy.resolve("sub/x")).hasContent("after");
    assertThat(copy.resolve("out")).hasContent("after");
  }

  @Test
  void inputFile_whenAMutableLink_isCopiedUnderTheNameOfTheLink() throws IOException {
    Path input = Files.writeString(scratch.resolve("raw.txt"), "before");
    Path link = Files.createSymbolicLink(workingDirectory().resolve("p.txt"), input);
    Execution execution = execution();
    String seen = execution.inputFile(link, false, true);
    Path copy = execution.mutableCopy(link);

    run(execution, "printf after >\"$1\"", seen);

    assertThat(copy).hasFileName("p.txt").hasContent("after").isRegularFile();
    assertThat(copy).isNotEqualTo(link).matches(path -> !Files.isSymbolicLink(path));
    assertThat(input).hasContent("before");
  }

  @Test
  void mutableCopy_ofAnInputThatIsNotMutable_isAnErrorOfTheCaller() throws IOException {
    Path input = Files.writeString(workingDirectory().resolve("i.txt"), "before");
    Execution execution = execution();
    execution.inputFile(input, false, false);
    assertThatThrownBy(() -> execution.mutableCopy(input))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("i.txt");
  }

  @Test
  void run_whenAMutableInputIsGone_startsNothing() throws IOException {
    Path input = Files.writeString(workingDirectory().resolve("i.txt"), "before");
    Execution execution = execution();
    String seen = execution.inputFile(input, false, true);
    Files.delete(input);

    assertThatThrownBy(() -> run(execution, "echo x >out", seen))
        .isInstanceOf(MutableCopyException.class)
        .hasMessageContaining(input.toString());
    assertThat(execution.outputFile(".", true)).doesNotExist();
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
      assertThatThrownBy(() -> execution().inputFile(missing, false, false))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(workingDirectory().resolve(missing).toString());
    }
  }

  @Test
  void inputFile_whenItsPathIsEmpty_isRefused() {
    assertThatThrownBy(() -> execution().inputFile(Path.of(""), false, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("empty");
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

  /** Takes no notice. */
  protected static OutputHandler discard() {
    return OutputHandler.discard();
  }
}
