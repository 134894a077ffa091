package dev.styxcache.adapter.s3.sharing;

import static dev.styxcache.application.api.RunReport.Status.HIT;
import static dev.styxcache.application.api.RunReport.Status.MISS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.s3.ProxyServer;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.EntryExchange;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.LocalSharingProvider;
import dev.styxcache.application.spi.StoreSettings;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.SharedEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several machines, each with its own process and cache directory, share one bucket. */
@Timeout(300)
class MachinesTest {

  private static final String PREFIX = "styx/";
  private static final int PROCESSES = 8;
  private static final int KILLS = 8;
  private static final long SEED = 20261128;

  @TempDir Path directory;

  private ProxyServer server;
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    server = ProxyServer.start(directory.resolve("server"));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    server.close();
  }

  private BucketMachine machine(String name) {
    BucketMachine machine = new BucketMachine(directory.resolve(name), server.options(PREFIX));
    opened.add(machine);
    return machine;
  }

  private MachineProcess process(String name, String... javaOptions) {
    MachineProcess process =
        MachineProcess.start(directory.resolve(name), server.endpoint(), PREFIX, javaOptions);
    opened.add(process);
    return process;
  }

  @Test
  void twoMachines_inTwoProcesses_haveEachOthersEntries() {
    MachineProcess here = process("here");
    MachineProcess there = process("there");

    here.tell("date +%N > out");
    String made = here.line();
    there.tell("date +%N > out");
    String found = there.line();
    there.tell("date +%N%N > out");
    String madeThere = there.line();
    here.tell("date +%N%N > out");

    assertThat(made).startsWith("MISS ");
    assertThat(found).isEqualTo(made.replace("MISS", "HIT"));
    assertThat(madeThere).startsWith("MISS ");
    assertThat(here.line()).isEqualTo(madeThere.replace("MISS", "HIT"));
  }

  @Test
  void manyLargeFilesThatCompress_goThroughASmallHeap_eachWay() {
    String script =
        "for i in $(seq 12); do head -c 13000000 /dev/urandom | base64 > large$i; done;"
            + " for i in $(seq 20); do head -c 3000000 /dev/urandom | base64 > small$i; done;"
            + " date +%N > out";
    MachineProcess here = process("here", "-Xmx160m");
    MachineProcess there = process("there", "-Xmx160m");

    here.tell(script);
    String made = here.line();
    there.tell(script);

    assertThat(made).startsWith("MISS ");
    assertThat(there.line()).isEqualTo(made.replace("MISS", "HIT"));
  }

  @Test
  void severalProcessesOfOneMachine_thatFetchAnEntryAtOnce_allHaveIt_andItIsThereOnce()
      throws IOException {
    String script =
        "head -c 20000000 /dev/urandom > large; for i in $(seq 50); do echo $i > f$i; done;"
            + " date +%N > out";
    BucketMachine.Run made = machine("here").run(script);
    List<MachineProcess> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(process("there"));
    }

    processes.forEach(process -> process.tell(script));

    for (MachineProcess process : processes) {
      assertThat(process.line()).isEqualTo("HIT " + made.text().strip());
    }
    assertThat(describe("there", made.key())).isEqualTo(describe("here", made.key()));
    assertThat(directory.resolve("there/cache/.incoming")).isEmptyDirectory();
  }

  @Test
  void whatArrives_isWhatWasSent_withEmptyFoldersModesLinksStreamsAndTimes() throws IOException {
    String script =
        "mkdir -p empty/er deep/er && printf '' > nothing && seq 100000 > deep/er/numbers"
            + " && head -c 300000 /dev/urandom > noise && cp noise twin && echo x > run && chmod 750 run"
            + " && chmod 700 deep && ln -s deep/er/numbers link && ln -s nowhere loose"
            + " && for i in $(seq 40); do head -c 5000 /dev/urandom > small$i; done"
            + " && touch -d '2001-02-03 04:05:06.789012345' noise && touch -d '1999-01-01' deep/er"
            + " && echo to stdout && echo to stderr >&2 && date +%N > out";
    CacheKey key = machine("here").run(script).key();

    assertThat(machine("there").run(script).status()).isEqualTo(HIT);

    SharedEntry sent = describe("here", key);
    assertThat(describe("there", key)).isEqualTo(sent);
    assertThat(sent.files()).hasSizeGreaterThan(45);
    Path arrived = machine("there").local().store().directoryOf(key);
    assertThat(arrived.resolve("empty/er")).isEmptyDirectory();
    assertThat(arrived.resolve("link")).isSymbolicLink();
    assertThat(Files.getLastModifiedTime(arrived.resolve("noise")))
        .isEqualTo(
            Files.getLastModifiedTime(
                machine("here").local().store().directoryOf(key).resolve("noise")));
    assertThat(Files.readAllBytes(arrived.resolve(".styxcache.json")))
        .isEqualTo(
            Files.readAllBytes(
                machine("here").local().store().directoryOf(key).resolve(".styxcache.json")));
  }

  private SharedEntry describe(String machine, CacheKey key) {
    StoreSettings settings =
        new StoreSettings(
            directory.resolve(machine).resolve("cache"),
            Map.of(),
            Services.only(HasherProvider.class).create(ByteProgress.silent()));
    EntryExchange exchange = Services.only(LocalSharingProvider.class).open(settings).exchange();
    return ((EntryExchange.Export.Ready) exchange.export(key)).entry().entry();
  }

  @Test
  void manyProcesses_thatStoreOneKeyAtOnce_allSucceed_andOneEntryIsShared() {
    List<MachineProcess> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(process("p" + i));
    }
    String script = "date +%N > out; seq 1000 > more";

    processes.forEach(process -> process.tell(script));
    List<String> lines = processes.stream().map(MachineProcess::line).toList();

    assertThat(lines).allMatch(line -> line.startsWith("MISS ") || line.startsWith("HIT "));
    BucketMachine late = machine("late");
    BucketMachine.Run run = late.run(script);
    assertThat(run.status()).isEqualTo(HIT);
    assertThat(lines.stream().map(line -> line.replaceFirst("\\w+ ", "")))
        .contains(run.text().strip());
    assertThat(late.warnings).isEmpty();
  }

  @Test
  void processThatIsKilled_leavesNoManifestWithoutItsContents() throws Exception {
    System.out.println("seed of the kills: " + SEED);
    Random random = new Random(SEED);
    int found = 0;
    for (int i = 0; i < KILLS; i++) {
      String name = "killed" + i;
      MachineProcess process = process(name);
      for (int run = 0; run < 10; run++) {
        process.tell(
            "for i in $(seq 30); do head -c 20000 /dev/urandom > f$i; done;"
                + " head -c 20000000 /dev/urandom > large; echo "
                + i
                + "."
                + run
                + " > out");
      }
      for (int whole = 0; whole < i % 3; whole++) {
        process.line();
      }
      // The instant is what the test is about, and any will do.
      TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
      process.kill();

      found += assertAllCanBeFetched("reader" + i);
      resume(name);
      assertAllCanBeFetched("later" + i);
    }
    System.out.println(found + " entries were there after " + KILLS + " kills");
    assertThat(found).isPositive();
  }

  /** Every manifest in the bucket refers to objects that exist. */
  private int assertAllCanBeFetched(String reader) {
    BucketMachine machine = machine(reader);
    List<String> names =
        server
            .client()
            .listObjectsV2Paginator(
                list -> list.bucket(ProxyServer.BUCKET).prefix(PREFIX + "v1/entries/"))
            .contents()
            .stream()
            .map(object -> object.key())
            .toList();
    for (String name : names) {
      String key = name.substring(name.lastIndexOf('/') + 1, name.length() - ".zst".length());
      assertThat(machine.sharing().pull(new CacheKey(key))).isInstanceOf(Pull.Fetched.class);
    }
    assertThat(machine.warnings).isEmpty();
    return names.size();
  }

  /** Entries that could not be pushed are pushed later. */
  private void resume(String killed) {
    BucketMachine machine = machine(killed);
    for (CacheKey key : machine.sharing().pending()) {
      assertThat(machine.sharing().push(key))
          .isInstanceOfAny(Push.Sent.class, Push.Present.class, Push.Missing.class);
    }
  }

  @Test
  void bucketThatIsAwayAtStart_orGoesAwayInBetween_stopsNoRun_andIsUsedWhenItIsBack()
      throws Exception {
    int port = server.endpoint().getPort();
    server.close();
    BucketMachine here = machine("here");
    BucketMachine.Run away = here.run("date +%N > out");
    assertThat(away.status()).isEqualTo(MISS);
    assertThat(here.warnings).singleElement().asString().contains("cannot be reached");

    server = ProxyServer.restart(directory.resolve("server"), port);
    here.restart();
    assertThat(here.sharing().pending()).containsExactly(away.key());
    assertThat(here.sharing().push(away.key())).isInstanceOf(Push.Sent.class);
    BucketMachine there = machine("there");
    assertThat(there.run("date +%N > out").text()).isEqualTo(away.text());

    server.close();
    there.warnings.clear();
    assertThat(there.run("date +%N > out").status()).isEqualTo(HIT);
    assertThat(there.run("echo 1 > out").status()).isEqualTo(MISS);
    assertThat(there.run("echo 2 > out").status()).isEqualTo(MISS);
    assertThat(there.warnings).singleElement().asString().contains("cannot be reached");
    server = ProxyServer.restart(directory.resolve("server"), port);
  }

  @Test
  void entryThatIsWrongInTheBucket_isReported_isAMiss_andIsRepairedByTheRun() throws IOException {
    String script = "date +%N > out; head -c 200000 /dev/urandom > noise; seq 99999 > numbers";
    machine("here").run(script);
    garbleContents();

    BucketMachine there = machine("there");
    BucketMachine.Run run = there.run(script);

    assertThat(run.status()).isEqualTo(MISS);
    assertThat(there.warnings).singleElement().asString().contains("blobs/");
    BucketMachine third = machine("third");
    BucketMachine.Run repaired = third.run(script);
    assertThat(repaired.status()).isEqualTo(RunReport.Status.HIT);
    assertThat(repaired.text()).isEqualTo(run.text());
    assertThat(third.warnings).isEmpty();
  }

  /** Changes objects on the server's disk, where each is a file. */
  private void garbleContents() throws IOException {
    Path contents = directory.resolve("server").resolve(ProxyServer.BUCKET).resolve(PREFIX + "v1");
    try (Stream<Path> files = Files.walk(contents.resolve("blobs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 3] ^= 1;
        Files.write(file, content);
      }
    }
  }
}
