package dev.styxcache.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.adapter.s3.ProxyServer;
import dev.styxcache.cli.endtoend.Shell.Result;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole processes, each with a cache directory of its own, that share a bucket. */
@Timeout(300)
class SharedBucketIT {

  private static final String[] RUN = {
    "run", "-o", "n.txt", "--", "sh", "-c", "date +%N > n.txt; echo said"
  };
  private static final Pattern KEY = Pattern.compile("\"key\":\"([0-9a-f]{64})\"");

  @TempDir Path directory;

  private ProxyServer server;

  @BeforeEach
  void startServer() throws Exception {
    server = ProxyServer.start(directory.resolve("bucket"));
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  private Shell machine(String name, String... furtherSettings) {
    return machineAt(server.endpoint().toString(), name, furtherSettings);
  }

  /** A user with the bucket in the configuration and the credentials in the environment. */
  private Shell machineAt(String endpoint, String name, String... furtherSettings) {
    try {
      Shell shell = new Shell(Files.createDirectories(directory.resolve(name)));
      shell.with("AWS_ACCESS_KEY_ID", ProxyServer.ACCESS_KEY);
      shell.with("AWS_SECRET_ACCESS_KEY", ProxyServer.SECRET);
      shell.with("AWS_EC2_METADATA_DISABLED", "true");
      shell.file(
          ".config/styxcache/config.toml",
          "[store]\ntype = \"s3\"\n[store.s3]\nbucket = \""
              + ProxyServer.BUCKET
              + "\"\nprefix = \"styx/\"\nregion = \"us-east-1\"\npath_style = true\nendpoint = \""
              + endpoint
              + "\"\n"
              + String.join("\n", furtherSettings)
              + "\n");
      return shell;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String text(Shell machine) throws IOException {
    try (Stream<Path> all = Files.walk(machine.cache)) {
      Path output = all.filter(path -> path.endsWith("n.txt")).findFirst().orElseThrow();
      return Files.readString(output);
    }
  }

  private static String key(Shell machine) {
    Matcher matcher = KEY.matcher(machine.styxcache("ls", "--json").out());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static String unusedEndpoint() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Test
  void entryOfOneMachine_isAHitOnAnother_withOutputsAndStreams() throws IOException {
    Shell here = machine("here");
    Shell there = machine("there");

    Result miss = here.styxcache(RUN);
    Result hit = there.styxcache(RUN);

    assertThat(miss.err()).contains("styxcache: miss ").doesNotContainIgnoringCase("warning");
    assertThat(hit.code()).as(hit.err()).isZero();
    assertThat(hit.err()).contains("styxcache: hit ").doesNotContainIgnoringCase("warning");
    assertThat(hit.out()).isEqualTo("said\n");
    assertThat(text(there)).isEqualTo(text(here));
  }

  @Test
  void switchingTheStore_isOneLine() throws IOException {
    Shell machine = machine("here");
    Path file = machine.home.resolve(".config/styxcache/config.toml");
    String shared = Files.readString(file);
    Files.writeString(file, shared.replace("type = \"s3\"", "type = \"fs\""));
    assertThat(machine.styxcache(RUN).err()).contains("styxcache: miss ");
    assertThat(server.client().listObjectsV2(all -> all.bucket(ProxyServer.BUCKET)).keyCount())
        .isZero();

    Files.writeString(file, shared);
    assertThat(machine.styxcache(RUN).err()).contains("styxcache: hit ");
    Result push = machine.styxcache("push", "--all");

    assertThat(push.code()).as(push.err()).isZero();
    assertThat(push.out()).contains("  sent\n");
    assertThat(machine("there").styxcache(RUN).err()).contains("styxcache: hit ");
  }

  @Test
  void unavailableBucket_stopsNothing_isWarnedOf_andGetsTheEntriesLater() throws IOException {
    Shell away = machineAt(unusedEndpoint(), "here", "connect_timeout = 1");

    Result run = away.styxcache(RUN);
    Result push = away.styxcache("push");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("styxcache: miss ").containsOnlyOnce("warning: s3://lab-cache");
    assertThat(push.code()).isEqualTo(125);
    assertThat(push.out()).contains("  failed\n");
    Shell back = machine("here");
    Result doctor = back.styxcache("doctor");
    assertThat(doctor.out()).contains("1 entry is still to be sent", "styxcache push");
    Result again = back.styxcache("push");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("1 entry sent to s3://lab-cache/styx/");
    assertThat(back.styxcache("push").err()).contains("nothing is left to be sent");
    assertThat(machine("there").styxcache(RUN).err()).contains("styxcache: hit ");
  }

  @Test
  void unavailableBucket_isAnError_withOnErrorFail() throws IOException {
    Shell strict = machineAt(unusedEndpoint(), "here", "connect_timeout = 1");
    strict.with("STYXCACHE_STORE_ON_ERROR", "fail");

    Result run = strict.styxcache(RUN);

    assertThat(run.code()).isEqualTo(125);
    assertThat(run.err()).contains("s3://lab-cache/styx/ cannot be used");
    assertThat(strict.entries()).isZero();
  }

  @Test
  void pull_downloadsWithoutRunning_andReportsMissingEntries() throws IOException {
    Shell here = machine("here");
    here.styxcache(RUN);
    String key = key(here);
    String other = (key.charAt(0) == '0' ? "1" : "0") + key.substring(1);
    Shell there = machine("there");

    Result pull = there.styxcache("pull", key, other);
    Result again = there.styxcache("pull", "--json", key);

    assertThat(pull.code()).isEqualTo(1);
    assertThat(pull.out()).isEqualTo(key + "  fetched\n" + other + "  missing\n");
    assertThat(text(there)).isEqualTo(text(here));
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("\"status\":\"present\"").contains(key);
    assertThat(there.styxcache("pull", "3f2a").code()).isEqualTo(2);
    assertThat(there.styxcache("pull").code()).isEqualTo(2);
  }

  @Test
  void withoutPush_theBucketIsOnlyRead() throws IOException {
    Shell reader = machine("here", "push = false");

    assertThat(reader.styxcache(RUN).err()).contains("styxcache: miss ");
    Result push = reader.styxcache("push");

    assertThat(push.code()).isEqualTo(2);
    assertThat(push.err()).contains("push is false");
    assertThat(server.client().listObjectsV2(all -> all.bucket(ProxyServer.BUCKET)).keyCount())
        .isZero();
  }

  @Test
  void withoutPush_entriesOfOthersAreServed() throws IOException {
    Shell writer = machine("writer");
    writer.styxcache(RUN);
    Shell reader = machine("reader", "push = false");

    Result hit = reader.styxcache(RUN);

    assertThat(hit.err()).contains("styxcache: hit ").doesNotContain("warning");
    assertThat(text(reader)).isEqualTo(text(writer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void signalDuringThePush_saysThatTheEntryIsStored_andPushUploadsIt(String signal)
      throws Exception {
    try (SilentBucket silent = new SilentBucket(method -> !method.equals("GET"))) {
      Process process = machineAt(silent.endpoint(), "here").startStyxcache(RUN);
      assertThat(silent.awaitRequest()).isTrue();
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
      Result result = Shell.end(process);

      assertThat(result.code()).isEqualTo(signal.equals("INT") ? 130 : 143);
      assertThat(result.err())
          .contains("interrupted; the tool has run, and its entry is stored here", "styxcache push")
          .doesNotContain("nothing was stored", "warning", "\tat ");
    }
    Shell here = machine("here");
    assertThat(here.entries()).isEqualTo(1);
    assertThat(here.names(".locks")).isEmpty();
    assertThat(here.names(".incoming")).isEmpty();
    Result push = here.styxcache("push");
    assertThat(push.err()).contains("1 entry sent to");
    assertThat(machine("there").styxcache(RUN).err()).contains("styxcache: hit ");
  }

  @Test
  void signalDuringSilenceOfTheBucket_endsTheRunAtOnce() throws Exception {
    try (SilentBucket silent = new SilentBucket(method -> true)) {
      Process process =
          machineAt(silent.endpoint(), "here", "read_timeout = 200").startStyxcache(RUN);
      assertThat(silent.awaitRequest()).isTrue();
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      Result result = Shell.end(process);
      assertThat(result.code()).isEqualTo(130);
      assertThat(result.err()).contains("nothing was stored").doesNotContain("warning", "\tat ");
      assertThat(machine("here").entries()).isZero();
    }
  }

  @Test
  void pulledEntry_isReadByPython() throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/bin/python3")), "python3 is not here");
    Shell here = machine("here");
    here.styxcache(RUN);
    Shell there = machine("there");
    String key = key(here);
    there.styxcache("pull", key);

    Result read =
        there.sh(
            "/usr/bin/python3 -c 'import gzip, pathlib, sys; entry = pathlib.Path(sys.argv[1]);"
                + " assert (entry / \".styxcache.done\").exists();"
                + " lines = gzip.open(entry / \".styxcache.stdout.gz\", \"rt\").read();"
                + " print(lines + (entry / \"n.txt\").read_text(), end=\"\")' '"
                + there.cache.resolve(key.substring(0, 2)).resolve(key)
                + "'");

    assertThat(read.out()).as(read.err()).isEqualTo("said\n" + text(here));
  }

  @Test
  void newlyConfiguredBucket_getsOnlyWhatItLacks_andTheOldOneStillGetsItsPendingPushes()
      throws IOException {
    Shell away = machineAt(unusedEndpoint(), "here", "connect_timeout = 1");
    away.styxcache(RUN);

    Path file = away.home.resolve(".config/styxcache/config.toml");
    machine("here");
    String first = Files.readString(file);
    Files.writeString(file, first.replace("prefix = \"styx/\"", "prefix = \"other/\""));
    Result other = away.styxcache("push");
    Files.writeString(file, first);
    Result push = away.styxcache("push");

    assertThat(other.err()).contains("nothing is left to be sent to s3://lab-cache/other/");
    assertThat(push.err()).contains("1 entry sent to s3://lab-cache/styx/");
  }

  @Test
  void manyEntries_areTransferredInParallel_andReportedInOrder() throws IOException {
    Shell here = machine("here", "push = false");
    for (int i = 0; i < 12; i++) {
      here.styxcache("run", "-o", "n.txt", "--", "sh", "-c", "echo " + i + " > n.txt");
    }
    List<String> keys = new ArrayList<>();
    Matcher matcher = KEY.matcher(here.styxcache("ls", "--json").out());
    while (matcher.find()) {
      keys.add(matcher.group(1));
    }
    machine("here");

    Result push = here.styxcache("push", "--all");
    List<String> pull = new ArrayList<>(List.of("pull"));
    pull.addAll(keys);
    Result pulled = machine("there").styxcache(pull.toArray(String[]::new));

    assertThat(push.code()).as(push.err()).isZero();
    assertThat(push.out().lines()).hasSize(12).allMatch(line -> line.endsWith("  sent"));
    assertThat(push.err()).contains("12 entries sent");
    assertThat(pulled.out())
        .isEqualTo(String.join("", keys.stream().map(key -> key + "  fetched\n").toList()));
  }

  @Test
  void largeEntry_showsABarWithRateAndRemainingTime_onATerminalOnly() throws IOException {
    String run = "styxcache run -o n -- sh -c 'head -c 120000000 /dev/urandom > n'";
    Shell here = machine("here");
    here.with("TERM", "xterm");

    Result sent = here.sh("script -qec \"" + run + "\" /dev/null </dev/null");
    String key = key(here);
    Result fetched =
        machine("there")
            .with("TERM", "xterm")
            .sh("script -qec \"styxcache pull " + key + "\" /dev/null </dev/null");
    Result quiet = machine("other").styxcache("pull", key);

    String bar = "[0-9]+% .*[0-9]+/114 MiB \\([0-9:]+ / [0-9:?]+\\) +[0-9.?]+ MiB/s";
    assertThat(sent.out()).containsPattern("sending +" + bar);
    assertThat(fetched.out()).containsPattern("fetching +" + bar).contains(key + "  fetched");
    assertThat(quiet.out() + quiet.err()).doesNotContain("fetching", "\u001b");
  }

  @Test
  void pushAndPullWithoutASharedStore_areErrorsThatSayWhatToSet() {
    Shell alone = new Shell(directory);
    for (String command : List.of("push", "pull")) {
      Result result = alone.styxcache(command, "0".repeat(64));
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("store.type");
    }
  }

  @Test
  void refreshingRun_replacesTheSharedEntry_forAllMachines() throws IOException {
    Shell here = machine("here");
    here.styxcache(RUN);
    List<String> refresh = new ArrayList<>(List.of(RUN));
    refresh.add(1, "--refresh");

    Result fresh = here.styxcache(refresh.toArray(String[]::new));

    assertThat(fresh.err()).contains("styxcache: miss ");
    Shell there = machine("there");
    there.styxcache(RUN);
    assertThat(text(there)).isEqualTo(text(here));
  }

  @Test
  void doctor_checksTheBucket_andSaysWhatToDoAboutEachFault() throws IOException {
    Result good = machine("here").styxcache("doctor");
    Result away = machineAt(unusedEndpoint(), "away", "connect_timeout = 1").styxcache("doctor");
    Result denied =
        machine("denied").with("AWS_SECRET_ACCESS_KEY", "not-the-secret").styxcache("doctor");

    assertThat(good.out()).contains("ok  ", "s3://lab-cache/styx/");
    assertThat(away.code()).isEqualTo(1);
    assertThat(away.out()).containsPattern("FAULT +shared store");
    assertThat(denied.code()).isEqualTo(1);
    assertThat(denied.out()).containsPattern("FAULT +shared store");
  }

  @Test
  void credentials_areInNoOutput_noLog_noCache_andNoBucket() throws IOException {
    Shell machine = machine("here");
    machine.with("AWS_SESSION_TOKEN", "token-of-the-session-9Xw");
    StringBuilder said = new StringBuilder();
    for (String[] call :
        List.of(
            new String[] {"run", "--debug", "-o", "n.txt", "--", "sh", "-c", "echo 1 > n.txt"},
            new String[] {"doctor", "--debug"},
            new String[] {"config", "--debug"},
            new String[] {"push", "--all", "--debug"})) {
      Result result = machine.styxcache(call);
      said.append(result.out()).append(result.err());
    }
    machine.with("AWS_SECRET_ACCESS_KEY", "wrong-secret-of-mine-3Tz");
    Result denied = machine.styxcache("push", "--all", "--debug");
    said.append(denied.out()).append(denied.err());

    assertThat(said.toString()).contains("s3://lab-cache/styx/");
    List<String> secrets =
        List.of(ProxyServer.SECRET, "token-of-the-session-9Xw", "wrong-secret-of-mine-3Tz");
    assertThat(said.toString()).doesNotContain(secrets);
    for (Path place : List.of(machine.cache, directory.resolve("bucket"))) {
      try (Stream<Path> all = Files.walk(place)) {
        for (Path path : all.filter(Files::isRegularFile).toList()) {
          assertThat(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1))
              .as(path.toString())
              .doesNotContain(secrets);
        }
      }
    }
  }

  @Test
  void concurrentRunsOfOneKey_onManyMachines_succeed_andShareOneEntry() throws IOException {
    List<Shell> machines = new ArrayList<>();
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      machines.add(machine("m" + i % 4));
      processes.add(machines.get(i).startStyxcache(RUN));
    }
    for (Process process : processes) {
      Result result = Shell.end(process);
      assertThat(result.code()).as(result.err()).isZero();
      assertThat(result.err()).doesNotContain("warning");
    }
    Shell late = machine("late");
    assertThat(late.styxcache(RUN).err()).contains("styxcache: hit ");
    List<String> texts = new ArrayList<>();
    for (Shell machine : machines) {
      texts.add(text(machine));
    }
    assertThat(texts).contains(text(late));
  }
}
