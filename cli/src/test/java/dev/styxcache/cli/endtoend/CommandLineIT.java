package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.endtoend.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line through the launcher, in processes of its own. */
class CommandLineIT {

  @TempDir Path directory;
  private Shell shell;

  @BeforeEach
  void openShell() {
    shell = new Shell(directory);
    shell.file("words.txt", "pear\napple\n");
  }

  private static final String[] SORT = {
    "run", "-i", "words.txt", "-o", "sorted.txt", "--", "sort", "-o", "sorted.txt", "words.txt"
  };

  @Test
  void run_runsTheToolOnce_andEndsWithOneLineOnStandardError() {
    Result first = shell.styxcache(SORT);
    Result second = shell.styxcache(SORT);

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err().lines()).singleElement().asString().startsWith("styxcache: miss ");
    assertThat(second.code()).isZero();
    assertThat(second.err().lines())
        .singleElement()
        .asString()
        .startsWith("styxcache: hit ")
        .contains("saved");
    assertThat(second.out()).isEmpty();
    assertThat(shell.entries()).isEqualTo(1);
  }

  @Test
  void run_passesTheToolsStreamsThrough_byteForByte_alsoOnAHit() {
    for (int i = 0; i < 2; i++) {
      Result result =
          shell.styxcache("run", "--", "sh", "-c", "printf 'a\\377\\r\\nb'; printf 'e\\n' >&2");

      assertThat(result.code()).isZero();
      assertThat(result.stdout()).containsExactly('a', 0xff, '\r', '\n', 'b');
      assertThat(result.err()).startsWith("e\n");
    }
    assertThat(shell.entries()).isEqualTo(1);
  }

  @Test
  void json_isOneObjectOnStandardOutput_andTheToolsStreamsGoToStandardError() {
    for (String status : List.of("miss", "hit")) {
      Result result =
          shell.styxcache(
              "run",
              "--json",
              "-i",
              "in=words.txt",
              "-o",
              "n.txt",
              "--",
              "sh",
              "-c",
              "echo out; wc -l < \"$1\" > n.txt",
              "sh",
              "{in}");

      assertThat(result.code()).as(result.err()).isZero();
      assertThat(result.out().lines()).hasSize(1);
      assertThat(result.out())
          .contains("\"status\":\"" + status + "\"")
          .contains("\"exit_code\":0")
          .contains("\"n.txt\":\"" + shell.cache)
          .containsPattern("\"key\":\"[0-9a-f]{64}\"")
          .contains("\"duration_ms\":")
          .contains("\"saved_ms\":")
          .contains("\"reason\":");
      assertThat(result.err()).contains("out\n");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 77, 255})
  void exitCode_isTheTools_andNothingIsStored(int code) {
    Result result = shell.styxcache("run", "--", "sh", "-c", "echo sorry >&2; exit " + code);

    assertThat(result.code()).isEqualTo(code);
    assertThat(result.err()).contains("sorry").doesNotContain("\tat ");
    assertThat(shell.entries()).isZero();
  }

  @Test
  void exitCode_ofAToolThatASignalEnds_is128AndTheSignal() {
    assertThat(shell.styxcache("run", "--", "sh", "-c", "kill -9 $$").code()).isEqualTo(137);
  }

  @Test
  void exitCode_is127WhereThereIsNoSuchCommand_and126WhereItCannotBeExecuted() {
    shell.file("data.txt", "no program");

    Result missing = shell.styxcache("run", "--", "no-such-tool");
    Result data = shell.styxcache("run", "--", "./data.txt");

    assertThat(missing.code()).isEqualTo(127);
    assertThat(missing.err()).contains("no-such-tool");
    assertThat(data.code()).isEqualTo(126);
    assertThat(data.err()).contains("data.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void signal_stopsTheTool_andLeavesNothing(String signal) throws Exception {
    Path started = directory.resolve("started");
    Process process =
        shell.startStyxcache(
            "run",
            "-o",
            "x",
            "--",
            "sh",
            "-c",
            "echo $$ > '" + started + "'; sleep 1000; echo > x");
    while (!Files.exists(started) || Files.size(started) == 0) {
      Thread.onSpinWait();
      assertThat(process.isAlive()).isTrue();
    }
    long tool = Long.parseLong(Files.readString(started).strip());

    assertThat(shell.sh("kill -" + signal + " " + process.pid()).code()).isZero();
    Result result = Shell.end(process);

    assertThat(result.code()).isEqualTo(signal.equals("INT") ? 130 : 143);
    assertThat(ProcessHandle.of(tool).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(shell.names(".incoming")).isEmpty();
    assertThat(shell.names(".locks")).isEmpty();
    assertThat(shell.entries()).isZero();
    assertThat(result.err()).doesNotContain("\tat ");
  }

  @Test
  void severalProcessesWithOneKey_runTheToolOnce() throws IOException {
    Path runs = shell.file("runs", "");
    String script = "echo run >> '" + runs + "'; sleep 1; echo done > out.txt";
    List<Process> processes =
        IntStream.range(0, 4)
            .mapToObj(i -> shell.startStyxcache("run", "-o", "out.txt", "--", "sh", "-c", script))
            .toList();
    List<Result> results = new ArrayList<>();
    processes.forEach(process -> results.add(Shell.end(process)));

    assertThat(results).allSatisfy(result -> assertThat(result.code()).isZero());
    assertThat(Files.readString(runs)).isEqualTo("run\n");
    assertThat(results).filteredOn(result -> result.err().contains("hit")).hasSize(3);
    assertThat(results)
        .anySatisfy(result -> assertThat(result.err()).contains("waiting").contains("process"));
  }

  @Test
  void export_copiesTheOutputs_andNeverLinksIntoTheCache() throws IOException {
    shell.styxcache(SORT);
    Result result =
        shell.styxcache(
            "run",
            "-i",
            "words.txt",
            "-o",
            "sorted.txt",
            "--export",
            "out",
            "--",
            "sort",
            "-o",
            "sorted.txt",
            "words.txt");

    assertThat(result.code()).as(result.err()).isZero();
    Path copy = directory.resolve("out/sorted.txt");
    assertThat(copy).hasContent("apple\npear").isWritable();
    assertThat(Files.getAttribute(copy, "unix:nlink")).isEqualTo(1);
  }

  @Test
  void export_intoAnEntry_isRefusedBeforeAnythingRuns() throws IOException {
    shell.styxcache(SORT);
    Path entry;
    try (var all = Files.walk(shell.cache)) {
      entry = all.filter(path -> path.endsWith("sorted.txt")).findFirst().orElseThrow();
    }
    Path folder = java.util.Objects.requireNonNull(entry.getParent());

    Result result = shell.styxcache("run", "--export", folder.toString(), "--", "true");

    assertThat(result.code()).isEqualTo(2);
    assertThat(Files.getPosixFilePermissions(entry).toString()).doesNotContain("WRITE");
    assertThat(shell.entries()).isEqualTo(1);
  }

  @Test
  void unwritableStandardError_doesNotChangeTheExitCode() {
    assertThat(shell.sh("styxcache run --no-cache -- false 2>/dev/full").code()).isEqualTo(1);
    assertThat(shell.sh("styxcache config --bogus 2>/dev/full").code()).isEqualTo(2);
    assertThat(shell.sh("styxcache run -- no-such-tool 2>/dev/full").code()).isEqualTo(127);
  }

  @Test
  void nonUnicodeVariable_isAnError_andNotPartOfTheKey() {
    Result key = shell.sh("X=$(printf '\\377') styxcache key -e X -- true");

    assertThat(key.code()).isEqualTo(125);
    assertThat(key.err()).contains("variable X");
  }

  @Test
  void noCache_refresh_andReadOnly_setTheCacheMode() {
    assertThat(shell.styxcache("run", "--no-cache", "--", "echo", "1").code()).isZero();
    assertThat(shell.entries()).isZero();
    assertThat(shell.styxcache("run", "--read-only", "--", "echo", "1").err()).contains("miss");
    assertThat(shell.entries()).isZero();
    assertThat(shell.styxcache("run", "--refresh", "--", "echo", "1").err())
        .contains("miss")
        .contains("there was no entry");
    assertThat(shell.styxcache("run", "--refresh", "--", "echo", "1").err())
        .contains("miss")
        .contains("the entry that was there is replaced");
    assertThat(shell.styxcache("run", "--read-only", "--", "echo", "1").err()).contains("hit");
    assertThat(shell.entries()).isEqualTo(1);
  }

  @Test
  void directoryAndFileInSwappedRoles_areAnotherRun() {
    shell.file("d/a", "x");
    String script = "test -d \"$1\" && echo directory || echo file";
    for (int i = 0; i < 2; i++) {
      assertThat(ofBoth(script, "d", "d/a")).isEqualTo("directory\n");
      assertThat(ofBoth(script, "d/a", "d")).isEqualTo("file\n");
    }
    assertThat(shell.entries()).isEqualTo(2);
  }

  private String ofBoth(String script, String first, String second) {
    return shell
        .styxcache(
            "run",
            "-i",
            "d",
            "--input-parent",
            "d/a",
            "--",
            "sh",
            "-c",
            script,
            "sh",
            first,
            second)
        .out();
  }

  @Test
  void changedExecutable_isAMiss() {
    Path tool = shell.file("tool.sh", "#!/bin/sh\necho 1\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    assertThat(shell.styxcache("run", "--", "./tool.sh").out()).isEqualTo("1\n");
    shell.file("tool.sh", "#!/bin/sh\necho 2\n");

    assertThat(shell.styxcache("run", "--", "./tool.sh").out()).isEqualTo("2\n");
  }

  @Test
  void executableReplacedDuringTheRun_isNoticed_andNothingIsStored() {
    Path tool =
        shell.file("tool.sh", "#!/bin/sh\necho 1 > out\nmv " + shell.home + "/new.sh \"$0\"\n");
    Path upgrade = shell.file("new.sh", "#!/bin/sh\necho 2 > out\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    assertThat(upgrade.toFile().setExecutable(true)).isTrue();
    Result result = shell.styxcache("run", "-o", "out", "--", "./tool.sh");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("degraded").contains("the executable").contains("tool.sh");
    assertThat(shell.entries()).isZero();
  }

  @Test
  void largeOutput_isStreamedAndReplayed_withLittleMemory() {
    shell.with("STYXCACHE_JAVA_OPTIONS", "-Xmx48m");
    String tool = "head -c 150000000 /dev/zero | tr '\\0' x; yes | head -c 150000000; printf end";
    String digest = shell.sh("{ " + tool + "; } | md5sum").out();
    for (String status : List.of("miss", "hit")) {
      String call = "styxcache run -- sh -c \"" + tool + "\"";
      Result result = shell.sh(call + " 2>err | md5sum; cat err >&2");
      assertThat(result.out()).isEqualTo(digest);
      assertThat(result.err()).contains("styxcache: " + status);
    }
  }

  @Test
  void namedInputInAnArgument_hitsUnderAnotherPath_andAnotherCommandMisses() {
    shell.file("copy.txt", "pear\napple\n");
    shell.styxcache("run", "-i", "in=words.txt", "--", "cat", "{in}");

    assertThat(shell.styxcache("run", "-i", "in=copy.txt", "--", "cat", "{in}").err())
        .contains("hit");
    assertThat(shell.styxcache("run", "-i", "in=copy.txt", "--", "cat", "-n", "{in}").err())
        .contains("miss");
  }

  @Test
  void mutableInput_isCopied_andTheCopyIsAnOutput() {
    Path log = shell.file("log.txt", "start\n");
    String script = "echo more >> \"$1\"; echo \"$1\"; : > other";
    for (String status : List.of("miss", "hit")) {
      Result result =
          shell.styxcache(
              "run",
              "--json",
              "--export",
              status,
              "--mutable",
              "log=log.txt",
              "--",
              "sh",
              "-c",
              script,
              "sh",
              "{log}");
      assertThat(result.err()).contains("log.txt\n");
      assertThat(result.out()).contains("\"status\":\"" + status, "\"outputs\":{\"log.txt\":\"/");
      assertThat(log.resolveSibling(status).resolve("log.txt")).hasContent("start\nmore");
      assertThat(log.resolveSibling(status).resolve("other")).exists();
      assertThat(log).hasContent("start\n");
      String key = result.out().replaceFirst("(?s).*\"key\":\"(\\w{64}).*", "$1");
      assertThat(shell.styxcache("show", "--json", key).out()).contains("\"copies\":[\"log.txt\"]");
    }
  }

  @Test
  void copyOfAMutableInput_canBeNamedAsAnOutput() {
    Path words = shell.file("w.txt", "b\na\n");
    for (String status : List.of("miss", "hit")) {
      Result result =
          shell.styxcache(
              "run",
              "--mutable",
              "w.txt",
              "-o",
              "w.txt",
              "--export",
              "out",
              "--",
              "sort",
              "-o",
              "w.txt",
              "w.txt");
      assertThat(result.err()).contains(status);
      assertThat(words.resolveSibling("out").resolve("w.txt")).hasContent("a\nb");
      assertThat(words).hasContent("b\na");
    }
  }

  @Test
  void mutableInput_cannotBeTheExecutable() {
    shell.file("tool", "#!/bin/sh\n");
    Result result = shell.styxcache("run", "--mutable", "./tool", "--", "./tool");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("tool", "-i");
  }

  @Test
  void unusualFileNames_workInAnyLocale() {
    shell.with("LC_ALL", "C");
    for (String name :
        List.of(
            "sp ace.txt",
            "quo'te\".txt",
            "new\nline.txt",
            "déjà 脳.txt",
            "-dash.txt",
            "a=b.txt",
            "co,mma:.txt",
            "{in}.txt")) {
      shell.file(name, "content of " + name.length());
      Result result = shell.styxcache("run", "-i", "in=./" + name, "--", "cat", "{in}");

      assertThat(result.code()).as(name + result.err()).isZero();
      assertThat(result.out()).isEqualTo("content of " + name.length());
    }
  }

  @Test
  void toolsEnvironment_isTheUsersOwn() {
    Result result =
        shell
            .with("LC_ALL", "C")
            .styxcache(
                "run",
                "--no-cache",
                "--",
                "sh",
                "-c",
                "echo $LC_ALL; env | grep -c -i ^styxcache || true");

    assertThat(result.out()).isEqualTo("C\n0\n");
  }

  @Test
  void key_isThatOfTheEntry_andTheDigestOfItsCanonicalText() {
    shell.styxcache(SORT);
    String key =
        shell
            .styxcache(
                "key",
                "-i",
                "words.txt",
                "-o",
                "sorted.txt",
                "--",
                "sort",
                "-o",
                "sorted.txt",
                "words.txt")
            .out()
            .strip();

    assertThat(shell.cache.resolve(key.substring(0, 2)).resolve(key)).isDirectory();
    Result digest =
        shell.sh(
            "styxcache key --canonical -i words.txt -o sorted.txt -- sort -o sorted.txt words.txt | tr -d '\\n' | sha256sum");
    assertThat(digest.out()).startsWith(key);
  }

  @Test
  void hash_printsWhatB3sumPrints() {
    shell.file("empty", "");

    assertThat(shell.styxcache("hash", "empty").out())
        .isEqualTo("af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262  empty\n");
    assertThat(shell.styxcache("hash", "empty", "missing").code()).isNotZero();
  }

  @Test
  void lsAndShow_printEntries() {
    shell.styxcache(SORT);

    Result listed = shell.styxcache("ls");
    String prefix =
        Pattern.compile("(?m)^[0-9a-f]{12}")
            .matcher(listed.out())
            .results()
            .findFirst()
            .orElseThrow()
            .group();
    Result shown = shell.styxcache("show", prefix.substring(0, 4));

    assertThat(listed.out()).contains("local/sort");
    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out()).contains(prefix).contains("sorted.txt");
  }

  @Test
  void show_reportsAnEntryOfANewerFormat() throws IOException {
    shell.styxcache(SORT);
    Path manifest;
    try (var all = Files.walk(shell.cache)) {
      manifest = all.filter(path -> path.endsWith(".styxcache.json")).findFirst().orElseThrow();
    }
    String newer = Files.readString(manifest).replace("\"format\":1", "\"format\":999");
    Files.delete(manifest);
    Files.writeString(manifest, newer);
    String key = String.valueOf(String.valueOf(manifest.getParent()).replaceAll(".*/", ""));

    Result result = shell.styxcache("show", key);

    assertThat(result.code()).isEqualTo(125);
    assertThat(result.err()).contains("999").doesNotContain("\tat ");
  }

  @Test
  void configAndDoctor_work() {
    shell.file("styxcache.toml", "[policy]\nenv_allowlist = [\"OMP_NUM_THREADS\"]\n");

    assertThat(shell.styxcache("config").out())
        .contains("OMP_NUM_THREADS")
        .contains("styxcache.toml");
    Result doctor = shell.styxcache("doctor");
    assertThat(doctor.code()).as(doctor.out() + doctor.err()).isZero();
    assertThat(doctor.out()).contains("Java").contains("store").contains("hasher");
  }

  @Test
  void everyCommand_hasHelpWithAnExample() {
    for (String command : List.of("run", "key", "hash", "ls", "show", "config", "doctor")) {
      Result help = shell.styxcache(command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out()).contains("xample").contains("styxcache " + command);
    }
  }

  @Test
  void closedStandardOutput_endsQuietly() {
    Result result = shell.sh("styxcache run --no-cache -- yes 2>err | head -n 1; cat err");

    assertThat(result.out()).startsWith("y\n").doesNotContain("\tat ").doesNotContain("Exception");
  }

  @Test
  void launcher_worksThroughALink_andFromAnyDirectory() throws IOException {
    Path link =
        Files.createSymbolicLink(
            directory.resolve("a link"), Path.of("../styxcache").toAbsolutePath().normalize());

    Result result = Shell.end(shell.start(List.of(link.toString(), "--version")));

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("0.1.0");
  }
}
