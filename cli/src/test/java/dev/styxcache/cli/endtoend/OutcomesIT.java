package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.styxcache.cli.endtoend.CommandLine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The success of a tool is not lost, whatever its caller or the cache has got wrong. */
class OutcomesIT {

  @TempDir Path directory;
  private CommandLine shell;

  @BeforeEach
  void makeShell() {
    shell = new CommandLine(directory);
  }

  private Outcome run(String... arguments) {
    return shell.run(Stream.concat(Stream.of("run"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static Path named(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return Path.of(matcher.group(1));
  }

  @Test
  void outputsOfAWrongName_areKeptInAFolderThatIsNamed_withWhatIsNear() throws IOException {
    Outcome outcome =
        run("-o", "out2", "--", "sh", "-c", "echo 1 >out2+orig.HEAD; mkdir d; echo 2 >d/other");

    assertThat(outcome.code()).isEqualTo(125);
    assertThat(outcome.error())
        .contains("did not make out2; it made d, d/other, out2+orig.HEAD")
        .contains("near out2: out2+orig.HEAD");
    Path kept = named("kept in (\\S+)", outcome.error());
    assertThat(kept.resolve("out2+orig.HEAD")).hasContent("1");
    assertThat(kept.resolve("d/other")).hasContent("2");
    assertThat(shell.run("ls").text().lines()).hasSize(1);
  }

  @Test
  void patternAsAnOutput_isAllThatMatches_andALiteralNameWins() throws IOException {
    String[] call = {
      "--json",
      "-o",
      "vol*.txt",
      "--export",
      "x",
      "--",
      "sh",
      "-c",
      "echo 1 >vol1.txt; >vol2.txt; >z"
    };
    for (String status : List.of("miss", "hit")) {
      Outcome outcome = run(call);
      assertThat(outcome.code()).isZero();
      assertThat(outcome.text()).contains(status, "\"vol1.txt\":\"/", "\"vol2.txt\":\"/");
      assertThat(outcome.text()).doesNotContain("\"z\"");
    }
    assertThat(shell.work.resolve("x")).isDirectoryNotContaining("glob:**/z");
    assertThat(shell.work.resolve("x/vol1.txt")).hasContent("1");

    Outcome literal = run("--json", "-o", "v*", "--", "sh", "-c", ">v1; >'v*'");
    assertThat(literal.text()).contains("\"v*\":\"/").doesNotContain("\"v1\"");

    Outcome none = run("-o", "no*", "--", "sh", "-c", ">v1");
    assertThat(none.code()).isEqualTo(125);
    assertThat(none.error()).contains("did not make no*; it made v1");
  }

  @Test
  void undeclaredLinkThatLeadsOutAndPipe_areLeftOutWithAWarning_andTheNextCallIsAHit() {
    String script = "mkdir s; ln -s /usr/share s/fsaverage; mkfifo s/p; echo 1 >s/a";
    Outcome miss = run("-o", "s", "--", "sh", "-c", script);
    assertThat(miss.code()).isZero();
    assertThat(miss.error())
        .contains("left out of the entry", "the link s/fsaverage leads to /usr/share", "s/p is a")
        .contains("styxcache: miss");

    assertThat(run("-o", "s", "--", "sh", "-c", script).error()).contains("styxcache: hit");
    Path entry = named("(/\\S+)$", miss.error().strip());
    assertThat(shell.run("show", entry.getFileName().toString()).text())
        .contains("left out", "s/fsaverage");

    Outcome declared = run("-o", "s/fsaverage", "--", "sh", "-c", script);
    assertThat(declared.error())
        .contains("the declared output s/fsaverage", "the entry of another run is there");
    assertThat(named("kept in (\\S+)", declared.error()).resolve("s/a")).hasContent("1");

    Outcome alone = run("-o", "l", "--", "ln", "-s", "/usr/share", "l");
    assertThat(alone.error()).contains("degraded", "the declared output l");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-cache", "--read-only", "--refresh"})
  void requiredOutputThatIsNotMade_isAnErrorInEveryMode(String mode) {
    Outcome outcome = run(mode, "-o", "nope", "--", "touch", "yes");

    assertThat(outcome.code()).isEqualTo(125);
    assertThat(outcome.error()).contains("did not make nope; it made yes");
  }

  @Test
  void requiredOutputThatIsNotMade_byABypassedToolOrWithAnUnusableCache_isAnError()
      throws IOException {
    shell.file("styxcache.toml", "[policy]\nbypass_tools = [\"local/touch\"]\n");
    assertThat(run("-o", "nope", "--", "touch", "yes").code()).isEqualTo(125);

    Files.delete(shell.work.resolve("styxcache.toml"));
    shell.set("STYXCACHE_CACHE_DIR", "/proc/none");
    assertThat(run("-o", "nope", "--", "touch", "yes").code()).isEqualTo(125);
  }

  @Test
  void requestWhoseToolDoesNotMakeAnOutput_isNoError_andTheAbsenceIsKnown() {
    shell.file(
        "r.json",
        "{\"metadata\":{\"id\":\"a\",\"name\":\"b\",\"package\":\"c\"},\"params\":{},"
            + "\"command\":[\"touch\",\"yes\"],\"outputs\":[{\"path\":\"nope\"}]}");
    for (String status : List.of("\"miss\"", "\"hit\"")) {
      Outcome outcome = run("--json", "--request", "r.json");
      assertThat(outcome.code()).isZero();
      assertThat(outcome.text()).contains(status, "\"nope\":null");
    }
  }

  @ParameterizedTest
  @CsvSource({"'',1", "--no-cache,2"})
  void keepFailed_keepsWhatAFailedToolHasMade(String mode, int number) {
    String[] rest = {
      "--keep-failed",
      "kept" + number,
      "--",
      "sh",
      "-c",
      "mkdir d; echo x >d/part; mkfifo f; exit 3"
    };
    Outcome outcome =
        run(
            Stream.concat(Stream.of(mode).filter(text -> !text.isEmpty()), Stream.of(rest))
                .toArray(String[]::new));

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(shell.work.resolve("kept" + number + "/d/part")).hasContent("x");
    assertThat(outcome.error()).contains("kept" + number + ", except f, which is a pipe");
  }

  @Test
  void userWithoutAHomeDirectory_isToldWhatToSet_andNothingIsMadeInItsPlace() throws IOException {
    // A user without an account has no home directory by the system's word either.
    shell.set("STYXCACHE_JAVA_OPTIONS", "-Duser.home=?");
    for (String home : List.of("", "relative")) {
      ProcessBuilder builder = shell.builder("run", "--", "true");
      builder.environment().put("HOME", home);
      builder.environment().keySet().removeAll(List.of("STYXCACHE_CACHE_DIR", "XDG_CACHE_HOME"));
      Path error = directory.resolve("error" + home);
      Process process = builder.redirectError(error.toFile()).start();

      assertThat(CommandLine.await(process)).isEqualTo(2);
      assertThat(error).content().contains("set HOME", "STYXCACHE_CACHE_DIR");
    }
    assertThat(shell.work).isEmptyDirectory();

    shell.set("HOME", "");
    assertThat(run("--", "true").code()).isZero();
  }

  @Test
  void workingDirectoryThatCannotBeWrittenTo_hasItsDataDirectoryWithTemporaryFiles() {
    assumeThat(Files.isWritable(Path.of("/proc/sys")))
        .as("a test runs where /proc is its own")
        .isFalse();
    Path temporary = directory.resolve("tmp");
    temporary.toFile().mkdirs();
    shell.set("TMPDIR", temporary.toString());

    CommandLine.Outcome outcome =
        shell.runIn(Path.of("/proc/sys"), "run", "--no-cache", "--", "touch", "a");

    assertThat(outcome.code()).isZero();
    Path outputs = named("(/\\S+)$", outcome.error().strip());
    assertThat(outputs).startsWith(temporary);
    assertThat(outputs.resolve("a")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2>&-", "2>/dev/full"})
  void standardErrorThatIsClosedOrFull_losesTheNotice_andNothingElse(String redirection)
      throws Exception {
    String script =
        CommandLine.LAUNCHER
            + " run -o a -- sh -c 'echo err >&2; echo out; echo 1 >a' "
            + redirection;
    for (int call = 0; call < 2; call++) {
      ProcessBuilder builder = shell.builder().command("sh", "-c", script);
      Path output = directory.resolve("output" + call);
      Process process = builder.redirectOutput(output.toFile()).start();
      assertThat(CommandLine.await(process)).isZero();
      assertThat(output).hasContent("out\n");
    }
    assertThat(shell.run("ls").text().lines()).hasSize(2);
  }

  @Test
  void toolsOwnDebug_isTheTools() {
    Outcome outcome = run("sh", "-c", "exit 3", "sh", "--debug");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.error().lines()).hasSize(1);
    assertThat(run("--debug", "--", "true").error()).contains("Executed true in");
  }

  @Test
  void namedInputThatIsMissing_isNotExplainedByItsName_exceptWhereSuchAFileExists() {
    assertThat(run("-i", "in=none.txt", "--", "true").error()).doesNotContain("as a name");
    shell.file("in=there.txt", "");
    assertThat(run("-i", "in=there.txt", "--", "true").error()).contains("./in=there.txt");
  }

  @Test
  void folderThatCannotBeRead_hidesNoOtherEntry_andTheCommandTellsEntriesApart()
      throws IOException {
    run("--", "sh", "-c", "echo one");
    run("--", "sh", "-c", "echo two");
    Path shard = shell.cache.resolve("00");
    if (Files.notExists(shard)) {
      Files.writeString(shard, "no folder");
    }
    Outcome outcome = shell.run("ls");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.text()).contains("sh -c 'echo one'", "sh -c 'echo two'");
    assertThat(outcome.error()).contains("cannot be listed", shard.toString());
  }

  @Test
  void json_comesWithTheLineOfTheResultOnStandardError_andWithTheWholeDuration() {
    Outcome outcome = run("--json", "--", "sleep", "0.3");
    assertThat(outcome.error()).contains("styxcache: miss");
    Matcher duration = Pattern.compile("\"duration_ms\":(\\d+)").matcher(outcome.text());
    assertThat(duration.find()).isTrue();
    assertThat(Long.parseLong(duration.group(1))).isGreaterThanOrEqualTo(300);
  }

  @Test
  void imageForTheLocalRunner_isToldOf() {
    assertThat(run("--image", "a:1", "--", "true").error()).contains("--image has no effect");
  }

  @Test
  void damagedEntry_isTheReasonOfTheRun() throws IOException {
    run("-o", "a", "--", "touch", "a");
    String line = run("-o", "a", "--", "touch", "a").error().strip();
    Files.delete(named("(/\\S+)$", line).resolve("a"));

    assertThat(run("-o", "a", "--", "touch", "a").error())
        .contains("styxcache: miss", "the entry was corrupt");
  }

  @Test
  void executableThatIsNotFound_isToldOfWithoutAllOfPath() {
    shell.set("PATH", System.getenv("PATH") + ":/some/where");
    assertThat(run("--", "nonesuch").error()).contains("PATH").doesNotContain("/some/where");
  }

  @Test
  void tableOfARunnerWhoseJarIsMissing_isSaidToBeOne() {
    shell.file("styxcache.toml", "[runner.slurm]\nqueue = \"long\"\n");
    assertThat(run("--", "true").error()).contains("a runner named \"slurm\"", "STYXCACHE_PLUGINS");
  }

  @Test
  void autoRunner_isWhicheverWorks() {
    shell.set("STYXCACHE_RUNNER_TYPE", "auto");
    assertThat(shell.run("doctor").text())
        .containsPattern("(docker|podman|apptainer|local) \\(the first that works\\)");
  }

  @Test
  void patternAsAnInput_isADirectoryWithExactlyTheMatches() throws IOException {
    shell.file("scan/x+orig.HEAD", "head");
    shell.file("scan/x+orig.BRIK", "brik");
    shell.file("scan/y+orig.HEAD", "other");
    String[] call = {
      "-i", "in=scan/x+orig.*", "-o", "o", "--", "sh", "-c", "ls -A \"$1\" >o", "sh", "{in}"
    };
    Outcome miss = run(call);
    assertThat(miss.error()).contains("styxcache: miss");
    Path entry = named("(/\\S+)$", miss.error().strip());
    assertThat(entry.resolve("o")).hasContent("x+orig.BRIK\nx+orig.HEAD\n");

    shell.file("scan/y+orig.HEAD", "changed");
    assertThat(run(call).error()).as("what does not match is not seen").contains("styxcache: hit");
    shell.file("scan/x+orig.BRIK", "changed");
    assertThat(run(call).error()).contains("styxcache: miss");
    shell.file("scan/x+orig.more", "new");
    assertThat(run(call).error()).contains("styxcache: miss");
    assertThat(shell.work.resolve("styx_tmp")).doesNotExist();
  }

  @Test
  void inputOfJustThatName_isNoPattern_andAPatternWithoutMatchesIsAnError() {
    shell.file("a[1].txt", "one");
    shell.file("a1.txt", "two");
    Outcome literal =
        run("-i", "in=a[1].txt", "-o", "o", "--", "sh", "-c", "cp \"$1\" o", "sh", "{in}");
    assertThat(named("(/\\S+)$", literal.error().strip()).resolve("o")).hasContent("one");

    Outcome none = run("-i", "none*.txt", "--", "true");
    assertThat(none.code()).isEqualTo(125);
    assertThat(none.error()).contains("no file matches the input none*.txt");
  }

  @Test
  void excludedMembersOfADirectory_areSeenNeitherByTheKeyNorByTheTool() {
    shell.file("src/main.c", "int x;");
    shell.file("src/.git/HEAD", "one");
    shell.file("src/sub/note.tmp", "one");
    shell.file("src/sub/deep/.git/HEAD", "one");
    String[] call = {
      "-i",
      "src",
      "--exclude",
      ".git",
      "--exclude",
      "sub/*.tmp",
      "-o",
      "o",
      "--",
      "sh",
      "-c",
      "cd \"$1\" && find . -type f >\"$OLDPWD\"/o",
      "sh",
      "src"
    };
    Outcome miss = run(call);
    assertThat(named("(/\\S+)$", miss.error().strip()).resolve("o")).hasContent("./main.c\n");

    shell.file("src/.git/HEAD", "two");
    shell.file("src/sub/note.tmp", "two");
    assertThat(run(call).error()).contains("styxcache: hit");
    shell.file("src/main.c", "int y;");
    assertThat(run(call).error()).contains("styxcache: miss");

    assertThat(run("--exclude", ".git", "-i", "src/main.c", "--", "true").code()).isEqualTo(2);
  }

  @Test
  void keyOfADirectoryOfWhichNothingIsExcluded_isThatOfTheDirectory() {
    shell.file("src/main.c", "int x;");
    String plain = shell.run("key", "-i", "in=src", "--", "ls", "{in}").text();
    String without =
        shell.run("key", "-i", "in=src", "--exclude", ".git", "--", "ls", "{in}").text();
    assertThat(without).isEqualTo(plain).isNotBlank();
  }
}
