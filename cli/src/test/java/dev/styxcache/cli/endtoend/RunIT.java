package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.cli.endtoend.CommandLine.Outcome;
import dev.styxcache.cli.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code styxcache run} as a whole process. */
class RunIT {

  @TempDir Path directory;
  private CommandLine styxcache;

  @BeforeEach
  void setUp() {
    styxcache = new CommandLine(directory);
    styxcache.file("in.txt", "content\n");
  }

  /** A tool that counts its runs outside of its output directory. */
  private String[] counting(String... options) {
    String script =
        "echo run >> '"
            + directory.resolve("runs")
            + "'; cat \"$1\"; echo err >&2; cp \"$1\" out.txt";
    String[] command = {"-i", "in.txt", "-o", "out.txt", "--", "sh", "-c", script, "sh", "in.txt"};
    String[] all = new String[1 + options.length + command.length];
    all[0] = "run";
    System.arraycopy(options, 0, all, 1, options.length);
    System.arraycopy(command, 0, all, 1 + options.length, command.length);
    return all;
  }

  private long runs() throws Exception {
    return Files.readAllLines(directory.resolve("runs")).size();
  }

  @Test
  void sameRun_isAHitAndReplaysBothStreams() throws Exception {
    Outcome first = styxcache.run(counting());
    Outcome second = styxcache.run(counting());

    assertThat(first.code()).isZero();
    assertThat(first.error()).startsWith("err\nstyxcache: miss ").endsWith("\n");
    assertThat(second.code()).isZero();
    assertThat(second.text()).isEqualTo("content\n").isEqualTo(first.text());
    assertThat(second.error())
        .startsWith("err\nstyxcache: hit ")
        .contains(" saved, " + styxcache.cache);
    assertThat(second.error().lines()).hasSize(2);
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void streams_passThroughToTheByte() {
    String script = "printf 'a\\000\\377\\r\\nno end'; printf 'e\\200' >&2";
    byte[] expected = {'a', 0, (byte) 0xff, '\r', '\n', 'n', 'o', ' ', 'e', 'n', 'd'};
    for (String status : new String[] {"miss", "hit"}) {
      Outcome outcome = styxcache.run("run", "--", "sh", "-c", script);
      assertThat(outcome.output()).as(status).isEqualTo(expected);
    }
  }

  @Test
  void hugeOutput_needsLittleMemory() {
    styxcache.set("STYXCACHE_JAVA_OPTIONS", "-Xmx24m");
    for (String status : new String[] {"miss", "hit"}) {
      Outcome outcome = styxcache.run("run", "--", "sh", "-c", "head -c 60000000 /dev/zero");
      assertThat(outcome.code()).as(status + outcome.error()).isZero();
      assertThat(outcome.output()).hasSize(60_000_000);
    }
  }

  @Test
  void json_isOneObjectAndNothingElseOnStandardOutput() throws Exception {
    Map<?, ?> miss = json(styxcache.run(counting("--json")));
    Map<?, ?> hit = json(styxcache.run(counting("--json")));

    assertThat(miss.get("status")).isEqualTo("miss");
    assertThat(hit.get("status")).isEqualTo("hit");
    assertThat(hit.get("exit_code")).isEqualTo(0L);
    assertThat(hit.get("key")).isEqualTo(miss.get("key"));
    assertThat(hit.keySet().stream().map(String::valueOf))
        .containsExactlyInAnyOrder(
            "key", "status", "entry", "outputs", "exit_code", "duration_ms", "saved_ms", "reason");
    Path output = Path.of((String) object(hit.get("outputs")).get("out.txt"));
    assertThat(output).hasContent("content").startsWith(Path.of((String) hit.get("entry")));
  }

  @Test
  void jsonOfAFailedTool_hasItsExitCode() throws Exception {
    Outcome outcome = styxcache.run("run", "--json", "--", "sh", "-c", "echo no >&2; exit 42");
    Map<?, ?> failed = json(outcome);
    assertThat(outcome.code()).isEqualTo(42);
    assertThat(failed.get("exit_code")).isEqualTo(42L);
    assertThat(failed.get("status")).isEqualTo("miss");
    assertThat((String) failed.get("key")).hasSize(64);
    assertThat(failed.get("entry")).isNull();

    Outcome unfound = styxcache.run("run", "--json", "--", "no-such-tool-anywhere");
    assertThat(unfound.code()).isEqualTo(127);
    assertThat(json(unfound).get("exit_code")).isEqualTo(127L);
  }

  private static Map<?, ?> json(Outcome outcome) throws Exception {
    return object(JsonText.parse(outcome.text()));
  }

  private static Map<?, ?> object(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  @Test
  void exitCodes_areTheToolsOwnAndThoseOfDocker() {
    assertThat(styxcache.run("run", "--", "sh", "-c", "exit 3").code()).isEqualTo(3);
    assertThat(styxcache.run("run", "--", "sh", "-c", "kill -9 $$").code()).isEqualTo(137);
    assertThat(styxcache.run("run", "--", "no-such-tool-anywhere").code()).isEqualTo(127);
    assertThat(styxcache.run("run", "--", "/no/such/tool").code()).isEqualTo(127);
    assertThat(styxcache.run("run", "--", "./in.txt").code()).isEqualTo(126);
    assertThat(styxcache.run("run").code()).isEqualTo(2);
    assertThat(styxcache.run("run", "--", "sh", "-c", "exit 3").error())
        .as("a failed run is not stored")
        .contains("exit code 3");
  }

  @Test
  void refreshReadOnlyAndNoCache_doWhatTheySay() throws Exception {
    assertThat(styxcache.run(counting("--read-only")).error()).contains("miss");
    assertThat(styxcache.run("ls", "--json").text()).isEmpty();
    assertThat(styxcache.run(counting("--no-cache")).error()).contains("bypassed");
    assertThat(styxcache.run("ls", "--json").text()).isEmpty();
    assertThat(styxcache.run(counting()).error()).contains("miss");
    assertThat(styxcache.run(counting("--refresh")).error()).contains("miss");
    assertThat(styxcache.run("ls", "--json").text().lines()).hasSize(1);
    assertThat(runs()).isEqualTo(4);
    assertThat(styxcache.run(counting("--read-only")).error()).contains("hit");
    assertThat(runs()).isEqualTo(4);
  }

  @Test
  void export_copiesOutputsThatMayBeWrittenToAndAreNoLinksIntoTheCache() throws Exception {
    for (String status : new String[] {"miss", "hit"}) {
      assertThat(styxcache.run(counting("--export", "copies")).error()).contains(status);
      Path copy = styxcache.work.resolve("copies/out.txt");
      assertThat(copy).hasContent("content");
      assertThat(Files.getAttribute(copy, "unix:nlink")).isEqualTo(1);
      Files.writeString(copy, "changed");
      assertThat(styxcache.run(counting()).error()).contains("hit");
    }
    assertThat(runs()).isEqualTo(1);
    try (var files = Files.list(styxcache.work.resolve("copies"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void namedInputs_arePutIntoArguments() {
    Outcome outcome =
        styxcache.run("run", "-i", "A=in.txt", "--", "echo", "--in={A}", "{B}", "./in.txt");
    Path seen = styxcache.work.resolve("in.txt");
    assertThat(outcome.text().strip()).isEqualTo("--in=" + seen + " {B} " + seen);
  }

  @Test
  void equalContentUnderAnotherName_isAHit_andAnUpgradedToolMisses() {
    styxcache.file("other.txt", "content\n");
    Path tool = styxcache.file("tool.sh", "#!/bin/sh\ncp \"$1\" o\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    assertThat(styxcache.run("run", "-i", "in.txt", "--", "./tool.sh", "in.txt").error())
        .contains("miss");
    assertThat(styxcache.run("run", "-i", "other.txt", "--", "./tool.sh", "other.txt").error())
        .contains("hit");
    styxcache.file("tool.sh", "#!/bin/sh\n# new\ncp \"$1\" o\n");
    assertThat(styxcache.run("run", "-i", "in.txt", "--", "./tool.sh", "in.txt").error())
        .contains("miss");
  }

  @Test
  void namesBeyondAscii_workInAnyLocale_andTheToolSeesTheUsersOwn() {
    styxcache.set("LC_ALL", "C");
    styxcache.file("脳 ü\n\"'.txt", "ü");
    String script = "cat \"$1\" > 'ö 脳'; printf %s \"$LC_ALL\"";
    for (String status : new String[] {"miss", "hit"}) {
      Outcome outcome =
          styxcache.run(
              "run",
              "-i",
              "脳 ü\n\"'.txt",
              "-o",
              "ö 脳",
              "--",
              "sh",
              "-c",
              script,
              "sh",
              "脳 ü\n\"'.txt");
      assertThat(outcome.code()).as(outcome.error()).isZero();
      assertThat(outcome.error()).contains(status);
      assertThat(outcome.text()).isEqualTo("C");
    }
  }

  @Test
  void environment_reachesTheToolAsItIs() throws Exception {
    Process process = styxcache.builder("run", "--no-cache", "--", "env").start();
    String seen = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(CommandLine.await(process)).isZero();
    styxcache
        .builder()
        .environment()
        .forEach(
            (name, value) -> {
              if (!name.equals("PWD") && !name.equals("OLDPWD") && !value.contains("\n")) {
                assertThat(seen.lines()).contains(name + "=" + value);
              }
            });
    assertThat(seen.lines()).noneMatch(line -> line.startsWith("_sx_"));
    if (!styxcache.builder().environment().containsKey("LC_ALL")) {
      assertThat(seen.lines()).noneMatch(line -> line.startsWith("LC_ALL="));
    }
  }

  @Test
  void allowListedVariable_isThatOfTheToolsEnvironment() {
    styxcache.set("OMP_NUM_THREADS", "8");
    styxcache.file("styxcache.toml", "[runner]\nenviron = { OMP_NUM_THREADS = \"4\" }\n");
    Outcome canonical = styxcache.run("key", "--canonical", "-e", "OMP_NUM_THREADS", "--", "true");
    assertThat(canonical.text()).contains("[\"OMP_NUM_THREADS\",\"4\"]");
    assertThat(styxcache.run("run", "--", "sh", "-c", "echo $OMP_NUM_THREADS").text())
        .isEqualTo("4\n");
  }

  @Test
  void requestFile_runsAndHits() throws Exception {
    String request =
        """
        {"metadata": {"id": "1", "name": "copy", "package": "demo"},
         "env": {"MODE": "x", "UNSET_ONE": null},
         "inputs": [{"path": "in.txt"}], "params": {"infile": "in.txt"},
         "command": ["sh", "-c", "cp $1 o; echo $MODE${UNSET_ONE+set}", "sh", {"input": 0}],
         "outputs": [{"path": "o"}, {"path": "never", "optional": true}]}
        """;
    styxcache.set("UNSET_ONE", "is set outside");
    for (String status : new String[] {"miss", "hit"}) {
      Outcome outcome = styxcache.runWithInput(request, "run", "--request", "-", "--json");
      assertThat(outcome.error()).isEqualTo("x\n");
      Map<?, ?> result = json(outcome);
      assertThat(result.get("status")).isEqualTo(status);
      assertThat(object(result.get("outputs")).get("never")).isNull();
      assertThat(Path.of((String) object(result.get("outputs")).get("o"))).hasContent("content");
    }
  }

  @Test
  void dryRun_printsTheCommandAndStoresNothing() {
    Outcome outcome =
        styxcache.run("run", "--runner", "dry", "-i", "in.txt", "--", "t", "in.txt", "a b");
    assertThat(outcome.text()).isEqualTo("t in.txt 'a b'\n");
    assertThat(styxcache.run("ls", "--json").text()).isEmpty();
  }

  @Test
  void twoProcessesAtOnce_runTheToolOnce() throws Exception {
    String script = "echo run >> '" + directory.resolve("runs") + "'; sleep 1; echo done";
    Process[] processes = new Process[3];
    for (int i = 0; i < processes.length; i++) {
      processes[i] = styxcache.builder("run", "--", "sh", "-c", script).start();
    }
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(CommandLine.await(process)).isZero();
      assertThat(output).isEqualTo("done\n");
    }
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void closedOutput_endsQuietly() throws Exception {
    Process process = styxcache.builder("run", "--", "yes").start();
    assertThat(process.getInputStream().read()).isEqualTo('y');
    process.getInputStream().close();
    assertThat(CommandLine.await(process)).isEqualTo(141);
    String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(error).isEmpty();
    assertThat(styxcache.stagings()).isEmpty();
  }

  @Test
  void signals_endTheToolAndLeaveNothing() throws Exception {
    Map<String, Integer> codes = Map.of("INT", 130, "TERM", 143, "HUP", 129);
    for (Map.Entry<String, Integer> signal : codes.entrySet()) {
      // Not ignored, as SIGINT is in what a shell starts in the background.
      Process process =
          styxcache.builder("run", "--", "sh", "-c", "echo $$; sleep 600; echo late").start();
      String line = process.inputReader(StandardCharsets.UTF_8).readLine();
      ProcessHandle tool = ProcessHandle.of(Long.parseLong(line)).orElseThrow();
      new ProcessBuilder("kill", "-" + signal.getKey(), String.valueOf(process.pid()))
          .start()
          .waitFor();
      assertThat(CommandLine.await(process)).as(signal.getKey()).isEqualTo(signal.getValue());
      tool.onExit().get(10, TimeUnit.SECONDS);
      assertThat(styxcache.stagings()).isEmpty();
      assertThat(styxcache.run("ls", "--json").text()).isEmpty();
      String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(error).contains("interrupted").doesNotContain("\tat ");
    }
  }
}
