package dev.styxcache.cli.sharing;

import static dev.styxcache.application.api.RunReport.Status.HIT;
import static dev.styxcache.application.api.RunReport.Status.MISS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.spi.Fault.Reach;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.testing.MemoryRemote;
import dev.styxcache.testing.MemoryRemote.Faults;
import dev.styxcache.testing.MemoryRemote.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines that share a remote store, without failures. */
@Timeout(120)
class SharedRunsTest {

  @TempDir Path directory;

  private final MemoryRemote.Place place = new MemoryRemote.Place();
  private Machine here;
  private Machine there;

  @BeforeEach
  void start() {
    here = machine("here");
    there = machine("there");
  }

  private Machine machine(String name) {
    return new Machine(directory.resolve(name), place);
  }

  @Test
  void entryOfOneMachine_isAHitOnAll_andLaterWithoutTheRemoteTier() {
    assertThat(here.run("echo one > out", "out").status()).isEqualTo(MISS);

    Machine.Run hit = there.run("echo one > out", "out");

    assertThat(hit.status()).isEqualTo(HIT);
    assertThat(hit.text()).isEqualTo("one\n");
    assertThat(hit.outputs().get(0)).startsWith(there.cache);
    there.faults = Faults.always(Reach.EVERYTHING, "no network");
    assertThat(there.restart().run("echo one > out", "out").status()).isEqualTo(HIT);
    assertThat(there.warnings).isEmpty();
  }

  @Test
  void miss_costsOneRequest_andALocalHitNone() {
    here.run("echo one > out", "out");
    assertThat(place.requests(Step.FIND)).isEqualTo(1);

    here.run("echo one > out", "out");
    assertThat(place.requests(Step.FIND)).isEqualTo(1);
  }

  @Test
  void withoutPush_entriesArePulled_andNoneIsPushed() {
    here.run("echo one > out", "out");
    there.settings(false, CacheFailures.WARN);

    assertThat(there.run("echo one > out", "out").status()).isEqualTo(HIT);
    there.run("echo two > out", "out");

    assertThat(place.entries()).hasSize(1);
    assertThat(there.sharing().pending()).isEmpty();
  }

  @Test
  void addedOutputs_arePushedToTheSharedEntry_andItsOwnStay() {
    String script = "date +%N > out; echo more > more";
    String first = here.run(script + " 2>/dev/null; rm -f more", "out").text();
    // A run of the same key with more outputs: only a requested output is recorded as missing.
    CacheKey key = here.reports.get(0).key().orElseThrow();
    assertThat(there.sharing().pull(key)).isInstanceOf(Pull.Fetched.class);
    addOutput(there, key, "late");

    assertThat(there.sharing().push(key)).isInstanceOf(Push.Sent.class);

    Machine third = machine("third");
    assertThat(third.sharing().pull(key)).isInstanceOf(Pull.Fetched.class);
    Path entry = third.local().store().directoryOf(key);
    assertThat(entry.resolve("out")).hasContent(first.strip());
    assertThat(entry.resolve("late")).hasContent("late");
  }

  /** As by another run of the key with more outputs. */
  private static void addOutput(Machine machine, CacheKey key, String name) {
    SharedEntries.addOutput(machine, key, name);
  }

  @Test
  void refreshingRun_replacesTheSharedEntry_withoutPullingIt() {
    here.run("date +%N > out", "out");
    int fetched = place.requests(Step.FETCH);

    Machine.Run fresh = there.run(CacheMode.REFRESH, "date +%N > out", "out");

    assertThat(fresh.status()).isEqualTo(MISS);
    assertThat(place.requests(Step.FETCH)).isEqualTo(fetched);
    assertThat(machine("third").run("date +%N > out", "out").text()).isEqualTo(fresh.text());
  }

  @Test
  void corruptLocalEntry_isPulledAgain_andTheToolDoesNotRun() throws IOException {
    Machine.Run run = here.run("date +%N > out", "out");
    String text = run.text();
    Files.delete(run.outputs().get(0));

    Machine.Run again = here.restart().run("date +%N > out", "out");

    assertThat(again.status()).isEqualTo(HIT);
    assertThat(again.text()).isEqualTo(text);
  }

  @Test
  void concurrentMissesOfOneEntry_pullItOnce() throws Exception {
    here.run("echo one > out", "out");
    int threads = 8;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<String>> texts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        texts.add(
            pool.submit(
                () -> {
                  start.await();
                  return there.run("echo one > out", "out").text();
                }));
      }
      for (Future<String> text : texts) {
        assertThat(text.get()).isEqualTo("one\n");
      }
    } finally {
      pool.shutdownNow();
    }
    long contents =
        place.entries().values().iterator().next().files().stream()
            .map(TreeRecord.File::hash)
            .distinct()
            .count();
    assertThat(place.requests(Step.FETCH)).isEqualTo((int) contents);
    assertThat(there.reports).allMatch(report -> report.status() == HIT);
  }

  @Test
  void concurrentRunsOfOneKey_succeed_andShareOneEntry() throws Exception {
    int machines = 8;
    CyclicBarrier start = new CyclicBarrier(machines);
    ExecutorService pool = Executors.newFixedThreadPool(machines);
    try {
      List<Future<String>> texts = new ArrayList<>();
      for (int i = 0; i < machines; i++) {
        Machine machine = machine("m" + i);
        texts.add(
            pool.submit(
                () -> {
                  start.await();
                  return machine.run("date +%N > out", "out").text();
                }));
      }
      List<String> all = new ArrayList<>();
      for (Future<String> text : texts) {
        all.add(text.get());
      }
      assertThat(place.entries()).hasSize(1);
      assertThat(all).contains(machine("late").run("date +%N > out", "out").text());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void entryIsPushed_afterItsLockIsReleased() {
    List<CacheKey> lockedMeanwhile = new ArrayList<>();
    here.faults =
        (step, key) -> {
          if (step == Step.SEND) {
            here.local().locks().acquire(key, holder -> {}).close();
            lockedMeanwhile.add(key);
          }
          return Optional.empty();
        };

    here.run("echo one > out", "out");

    assertThat(lockedMeanwhile).isNotEmpty();
    assertThat(place.entries()).hasSize(1);
  }

  @Test
  void entriesOfPython_areSharedUnchanged() throws IOException {
    CacheKey key = CacheKey.ofCanonicalText("{\"by\":\"python\"}");
    Path entry = here.local().store().directoryOf(key);
    Files.createDirectories(entry.resolve("dir"));
    Files.writeString(entry.resolve("dir/out"), "python's");
    Files.writeString(entry.resolve(".styxcache.done"), "1");

    assertThat(here.sharing().push(key)).isInstanceOf(Push.Sent.class);
    assertThat(here.sharing().push(key)).isEqualTo(new Push.Present());

    assertThat(there.sharing().pull(key)).isInstanceOf(Pull.Fetched.class);
    Path arrived = there.local().store().directoryOf(key);
    assertThat(arrived.resolve("dir/out")).hasContent("python's");
    assertThat(arrived.resolve(".styxcache.done")).hasContent("1");
    assertThat(arrived.resolve(".styxcache.json")).doesNotExist();
    assertThat(there.sharing().pull(key)).isEqualTo(new Pull.Present());
  }
}
