package dev.styxcache.adapter.runner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.api.ToolNotStartedException.Cause;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.domain.Metadata;
import dev.styxcache.testing.CollectingHandler;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is the local runner's own, beside the contract. */
@Timeout(60)
class LocalRunnerTest {

  private static final Metadata TOOL = Metadata.of("test/1.0", "tool", "test");

  @TempDir private Path scratch;
  private Path work;
  private Path data;
  private LocalRunner runner;

  @BeforeEach
  void makeRunner() throws IOException {
    work = Files.createDirectory(scratch.resolve("work"));
    data = scratch.resolve("data");
    runner = local(Map.of());
  }

  @Test
  void provider_isFoundByItsName() {
    assertThat(ServiceLoader.load(RunnerProvider.class))
        .filteredOn(provider -> provider.name().equals("local"))
        .singleElement()
        .satisfies(
            provider ->
                assertThat(provider.create(RunnerSettings.defaults()))
                    .isInstanceOf(LocalRunner.class));
  }

  @Test
  void new_withoutSettings_hasTheUsualOnes() {
    assertThat(new LocalRunner().startExecution(TOOL).outputFile("x", false).toString())
        .startsWith(Path.of("").toAbsolutePath().resolve("styx_tmp") + "/");
  }

  @Test
  void new_whenAVariableCannotBePassed_isRefused() {
    assertThatThrownBy(() -> local(Map.of("a=b", "c")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a=b");
  }

  // --- directories ---

  @Test
  void outputDirectory_isNamedAfterTheRunnerTheCountAndTheTool() {
    Path first = runner.startExecution(TOOL).outputFile(".", false);
    Path second = runner.startExecution(Metadata.of("x", "a/b c", "y")).outputFile(".", false);
    assertThat(first.getParent()).isEqualTo(data);
    assertThat(first.getFileName().toString()).matches("[0-9a-f]{16}_0_tool");
    assertThat(second.getFileName().toString()).matches("[0-9a-f]{16}_1_a_b_c");
    assertThat(second.getFileName().toString())
        .startsWith(first.getFileName().toString().substring(0, 17));
    assertThat(local(Map.of()).startExecution(TOOL).outputFile(".", false)).isNotEqualTo(first);
    assertThat(data).doesNotExist();
  }

  @Test
  void dataDirectory_whenRelative_isBelowTheWorkingDirectory() {
    LocalRunner relative =
        LocalRunner.builder().workingDirectory(work).dataDirectory(Path.of("tmp")).build();
    assertThat(relative.startExecution(TOOL).outputFile(".", false).getParent())
        .isEqualTo(work.resolve("tmp"));
  }

  @Test
  void run_happensInTheOutputDirectory() throws IOException {
    RedirectableExecution execution = runner.startExecution(TOOL);
    Path output = execution.outputFile(".", false);
    assertThat(output(execution, "pwd -P")).isEqualTo(output.toRealPath() + "\n");
  }

  @Test
  void run_whenTheDataDirectoryCannotBeMade_namesIt() throws IOException {
    Files.writeString(data, "a file is in the way");
    assertThatThrownBy(() -> output(runner.startExecution(TOOL), "echo x"))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageContaining(data.toString());
  }

  @Test
  void run_whenTheOutputDirectoryHasVanished_saysSo() throws IOException {
    RedirectableExecution execution = runner.startExecution(TOOL);
    Path directory = Files.createDirectory(scratch.resolve("gone"));
    execution.redirectOutput(directory);
    Files.delete(directory);
    assertThatThrownBy(() -> output(execution, "echo x"))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void run_whenTheExecutableIsNotFound_makesNoDirectory() {
    assertThatThrownBy(() -> run(List.of("no-such-tool-anywhere")))
        .isInstanceOf(ToolNotStartedException.class);
    assertThat(data).doesNotExist();
  }

  // --- inputs ---

  @Test
  void inputFile_keepsLinksAndTheWayTheyLead() throws IOException {
    Path real = Files.createDirectories(scratch.resolve("elsewhere/real"));
    Files.writeString(scratch.resolve("elsewhere/beside"), "x");
    Path link = Files.createSymbolicLink(work.resolve("link"), real);
    assertThat(runner.startExecution(TOOL).inputFile(Path.of("link"), false, false))
        .isEqualTo(link.toString());
    // "link/.." is not the working directory.
    assertThat(runner.startExecution(TOOL).inputFile(Path.of("./link/../beside"), false, false))
        .isEqualTo(link + "/../beside");
  }

  @Test
  void inputFile_whenItsNameIsNotUnicode_isRefused() throws Exception {
    assertThat(
            new ProcessBuilder("sh", "-c", ": >\"$(printf 'bad\\377name')\"")
                .directory(work.toFile())
                .start()
                .waitFor())
        .isZero();
    try (Stream<Path> files = Files.list(work)) {
      Path file = files.findFirst().orElseThrow();
      assertThatThrownBy(() -> runner.startExecution(TOOL).inputFile(file, false, false))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("Unicode")
          .hasMessageContaining("bad");
    }
  }

  @Test
  void paths_whenTheyAreOfAnotherFileSystem_areRefused() throws IOException {
    Path archive = scratch.resolve("a.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path inside = Files.writeString(zip.getPath("/x"), "x");
      RedirectableExecution execution = runner.startExecution(TOOL);
      assertThatThrownBy(() -> execution.inputFile(inside, false, false))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("/x");
      assertThatThrownBy(() -> execution.redirectOutput(zip.getPath("/")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void inputFile_whenItHasNoParent_isRefusedWithIt() {
    assertThatThrownBy(() -> runner.startExecution(TOOL).inputFile(Path.of("/"), true, false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no parent");
  }

  // --- executables ---

  @Test
  void run_whenTheExecutableIsARelativePath_startsFromTheWorkingDirectory() throws IOException {
    script(work.resolve("tool"), "#!/bin/sh\necho \"it ran\"\n");
    CollectingHandler stdout = new CollectingHandler();
    runner.startExecution(TOOL).run(List.of("./tool"), stdout, OutputHandler.discard());
    assertThat(stdout.text()).isEqualTo("it ran\n");
    assertThat(runner.executable("./tool")).contains(work.resolve("./tool"));
  }

  @Test
  void run_looksExecutablesUpInThePathOfTheSettings() throws IOException {
    Path bin = Files.createDirectory(scratch.resolve("bin"));
    script(bin.resolve("only-here"), "#!/bin/sh\necho found\n");
    LocalRunner other = local(Map.of("PATH", bin.toString()));
    CollectingHandler stdout = new CollectingHandler();
    other.startExecution(TOOL).run(List.of("only-here"), stdout, OutputHandler.discard());
    assertThat(stdout.text()).isEqualTo("found\n");
    assertThatThrownBy(() -> other.executable("cat"))
        .isInstanceOf(ToolNotStartedException.class)
        .hasMessageContaining(bin.toString());
  }

  @Test
  void settingsBesideAnExecutable_areThoseOfItsVirtualEnvironment() throws IOException {
    Path bin = Files.createDirectories(scratch.resolve("venv/bin"));
    Path python = bin.resolve("python");
    assertThat(runner.settingsBeside(python)).isEmpty();
    Path settings = Files.writeString(scratch.resolve("venv/pyvenv.cfg"), "home = /usr");
    assertThat(runner.settingsBeside(python)).contains(settings);
  }

  @Test
  void run_whenAScriptNamesNoInterpreter_givesItToAShell() throws IOException {
    script(work.resolve("tool"), "echo by a shell\n");
    CollectingHandler stdout = new CollectingHandler();
    runner.startExecution(TOOL).run(List.of("./tool"), stdout, OutputHandler.discard());
    assertThat(stdout.text()).isEqualTo("by a shell\n");
  }

  @Test
  void run_whenTheInterpreterIsMissing_namesItAndLeavesNothing() throws IOException {
    script(work.resolve("tool"), "#!/no/such/interpreter -x\n");
    assertNotExecutable(List.of("./tool"), "#!/no/such/interpreter -x");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void run_whenAnArgumentCannotBePassed_saysWhich() {
    assertNotExecutable(List.of("sh", "ok", "a\0b"), "argument 2", "NUL");
    assertNotExecutable(List.of("sh", "\ud83e"), "argument 1", "encoding");
  }

  @Test
  void run_whenTheArgumentsAreTooLong_saysSoInShort() {
    assertThatThrownBy(() -> run(List.of("sh", "-c", ":", "x".repeat(3_000_000))))
        .isInstanceOf(ToolNotStartedException.class)
        .hasMessageContaining("Argument list too long")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
  }

  @Test
  void run_whenTheExecutableIsStillBeingWritten_saysSo() throws IOException {
    Path tool = work.resolve("tool");
    Files.copy(Path.of("/bin/true"), tool);
    try (var writing = Files.newOutputStream(tool, java.nio.file.StandardOpenOption.APPEND)) {
      assertNotExecutable(List.of("./tool"), "Text file busy");
      writing.flush();
    }
    run(List.of("./tool"));
  }

  // --- environment ---

  @Test
  void run_givesTheToolTheInheritedEnvironmentWithTheFurtherVariables() {
    LocalRunner other = local(Map.of("HOME", "/changed"));
    assertThat(output(other.startExecution(TOOL), "printf '%s|%s' \"$HOME\" \"$PATH\""))
        .isEqualTo("/changed|" + System.getenv("PATH"));
  }

  @Test
  void run_withinAnotherRun_isMarkedAsPartOfBoth() {
    LocalRunner inner = local(Map.of("_STYX_RUN", "outer"));
    assertThat(output(inner.startExecution(TOOL), "printf %s \"$_STYX_RUN\""))
        .matches("outer [0-9a-f]{32}");
  }

  // --- failures ---

  @Test
  void run_whenAFailedToolWroteOneLongLine_showsItsEnds() {
    assertThatThrownBy(
            () ->
                output(
                    runner.startExecution(TOOL),
                    "printf begin; head -c 20000000 /dev/zero | tr '\\0' .; echo end; exit 1"))
        .isInstanceOf(ToolFailedException.class)
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains("begin...", "...end", "19991816 bytes")
                    .hasSizeLessThan(20_000));
  }

  @Test
  void run_whenAHandlerThrowsWhatItDoesNotDeclare_throwsTheSame() {
    IOException failure = new IOException("from a language without checked exceptions");
    OutputHandler failing =
        (buffer, offset, length) -> {
          throw LocalRunnerTest.<RuntimeException>sneaky(failure);
        };
    assertThat(
            catchThrowable(
                () ->
                    runner
                        .startExecution(TOOL)
                        .run(List.of("echo", "x"), failing, OutputHandler.discard())))
        .isSameAs(failure);
  }

  private void assertNotExecutable(List<String> command, String... mentions) {
    assertThatThrownBy(() -> run(command))
        .isInstanceOfSatisfying(
            ToolNotStartedException.class, e -> assertThat(e.why()).isEqualTo(Cause.NOT_EXECUTABLE))
        .satisfies(e -> assertThat(e.getMessage()).contains(mentions));
  }

  private void run(List<String> command) {
    runner.startExecution(TOOL).run(command, OutputHandler.discard(), OutputHandler.discard());
  }

  private static String output(RedirectableExecution execution, String script) {
    CollectingHandler stdout = new CollectingHandler();
    execution.run(List.of("sh", "-c", script), stdout, OutputHandler.discard());
    return stdout.text();
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private LocalRunner local(Map<String, String> environment) {
    return LocalRunner.builder()
        .workingDirectory(work)
        .dataDirectory(data)
        .environment(environment)
        .build();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
