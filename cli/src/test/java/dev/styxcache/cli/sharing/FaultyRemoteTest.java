package dev.styxcache.cli.sharing;

import static dev.styxcache.application.api.RunReport.Status.HIT;
import static dev.styxcache.application.api.RunReport.Status.MISS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.spi.Fault.Reach;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.domain.manifest.SharedMember;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.testing.MemoryRemote;
import dev.styxcache.testing.MemoryRemote.Faults;
import dev.styxcache.testing.MemoryRemote.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures of the remote store stop no run, and corrupt remote entries are never served. */
class FaultyRemoteTest {

  private static final int RUNS = 500;
  private static final long SEED = 20261128;

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
  void remoteUnavailableAtStart_isAskedOnce_warnedOfOnce_andRetriedAfterTheInterval() {
    here.faults = Faults.always(Reach.EVERYTHING, "no route to host; check the network");
    for (int i = 0; i < 5; i++) {
      assertThat(here.run("echo " + i + " > out", "out").status()).isEqualTo(MISS);
    }
    assertThat(place.requests(Step.FIND)).isEqualTo(1);
    assertThat(here.warnings)
        .singleElement()
        .asString()
        .contains(Machine.REMOTE_NAME, "no route to host; check the network", "60 s");

    here.now = here.now.plusSeconds(61);
    here.run("echo 5 > out", "out");
    here.run("echo 6 > out", "out");
    assertThat(place.requests(Step.FIND)).isEqualTo(2);
    assertThat(here.warnings).hasSize(1);

    here.faults = Faults.none();
    here.now = here.now.plusSeconds(61);
    here.run("echo 7 > out", "out");
    assertThat(place.entries()).hasSize(1);
  }

  @Test
  void unavailableRemote_isRetriedOncePerInterval() {
    here.faults = Faults.always(Reach.EVERYTHING, "no network");
    for (int i = 0; i < 9; i++) {
      here.run("echo " + i + " > out", "out");
      here.now = here.now.plusSeconds(20);
    }
    assertThat(place.requests(Step.FIND)).isEqualTo(3);
  }

  @Test
  void entriesMadeDuringAnOutage_arePending_andPushedLater() {
    here.faults = Faults.always(Reach.EVERYTHING, "no network");
    CacheKey key = here.run("echo one > out", "out").key();
    assertThat(here.restart().sharing().pending()).containsExactly(key);
    assertThat(here.sharing().push(key)).isInstanceOf(Push.Failed.class);
    assertThat(here.sharing().pending()).containsExactly(key);

    here.faults = Faults.none();
    assertThat(here.restart().sharing().push(key)).isInstanceOf(Push.Sent.class);

    assertThat(here.sharing().pending()).isEmpty();
    assertThat(there.run("echo one > out", "out").status()).isEqualTo(HIT);
  }

  @Test
  void outageDuringAPush_leavesNoEntryThere_andTheRunSucceeds() {
    here.faults = Faults.at(Step.SEND, Reach.EVERYTHING, "connection reset");
    Machine.Run run = here.run("echo one > out", "out");

    assertThat(run.status()).isEqualTo(MISS);
    assertThat(place.entries()).isEmpty();
    assertThat(here.sharing().pending()).containsExactly(run.key());
    assertThat(here.run("echo one > out", "out").status()).isEqualTo(HIT);
  }

  @Test
  void outageDuringAPull_isAMiss_andLeavesNothingHere() {
    CacheKey key = here.run("echo one > out; echo two > two", "out").key();
    there.faults =
        (step, any) ->
            step == Step.FETCH && place.requests(Step.FETCH) > 1
                ? Faults.always(Reach.EVERYTHING, "connection reset").at(step, any)
                : Optional.empty();

    assertThat(there.sharing().pull(key)).isInstanceOf(Pull.Failed.class);
    assertThat(there.local().store().find(key)).isEqualTo(new Lookup.Missing<>());
    assertThat(there.cache.resolve(".incoming")).isEmptyDirectory();
    assertThat(there.run("echo one > out; echo two > two", "out").status()).isEqualTo(MISS);
  }

  @Test
  void failedPullOrPush_isAnError_withFailuresFail() {
    here.settings(true, CacheFailures.FAIL);
    here.faults = Faults.always(Reach.EVERYTHING, "no such bucket; create it");
    assertThatThrownBy(() -> here.run("echo one > out", "out"))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining(Machine.REMOTE_NAME)
        .hasMessageContaining("no such bucket; create it");

    here.settings(true, CacheFailures.FAIL);
    here.faults = Faults.at(Step.SEND, Reach.EVERYTHING, "connection reset");
    assertThatThrownBy(() -> here.run("echo two > out", "out"))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining("connection reset")
        .hasMessageContaining("styxcache push");
    assertThat(here.sharing().pending()).hasSize(1);
    assertThat(here.warnings).isEmpty();
  }

  @Test
  void readOnlyRemote_isStillRead_andWarnedOfOnce() {
    there.run("echo one > out", "out");
    here.faults = Faults.at(Step.SEND, Reach.WRITING, "access denied");
    here.run("echo two > out", "out");
    here.run("echo three > out", "out");

    assertThat(here.run("echo one > out", "out").status()).isEqualTo(HIT);
    assertThat(here.warnings).singleElement().asString().contains("access denied", "push = false");
  }

  @Test
  void changedRemoteContent_isReported_isAMiss_andIsRepairedByTheNextRun() {
    assertRepaired(MemoryRemote.Place::changeContents);
  }

  @Test
  void missingRemoteContent_isReported_isAMiss_andIsRepairedByTheNextRun() {
    assertRepaired(MemoryRemote.Place::loseContents);
  }

  @Test
  void corruptRemoteManifest_isReported_isAMiss_andIsRepairedByTheNextRun() {
    assertRepaired(MemoryRemote.Place::garbleDescriptions);
  }

  static List<SharedMember> illMeantMembers() {
    return List.of(
        new SharedMember(new TreeRecord.Link("evil", "/etc/passwd"), Instant.EPOCH),
        new SharedMember(new TreeRecord.Link("evil", "a\0b"), Instant.EPOCH),
        new SharedMember(new TreeRecord.Link("evil", "\ud800"), Instant.EPOCH),
        new SharedMember(new TreeRecord.Link("evil", "x".repeat(100_000)), Instant.EPOCH),
        new SharedMember(new TreeRecord.Folder("\udc00", 0755), Instant.EPOCH),
        new SharedMember(new TreeRecord.Folder("evil", 0755), Instant.MAX),
        new SharedMember(new TreeRecord.Folder("evil", 0755), Instant.MIN));
  }

  @ParameterizedTest
  @MethodSource("illMeantMembers")
  void maliciousEntry_isReported_isAMiss_andIsReplacedByTheNextRun(SharedMember member) {
    assertRepaired(
        shared -> {
          SharedEntry good = shared.entries().values().iterator().next();
          List<SharedMember> members = new ArrayList<>(good.members());
          members.add(member);
          shared.put(new SharedEntry(good.key(), Optional.empty(), members));
        });
  }

  @Test
  void entryTooLargeForTheHeap_isAMiss_andOthersAreServed() {
    here.run("echo one > out", "out");
    here.run("echo two > out", "out");
    there.faults =
        (step, key) -> {
          there.faults = Faults.none();
          throw new OutOfMemoryError("Java heap space");
        };

    assertThat(there.run("echo one > out", "out").status()).isEqualTo(MISS);
    assertThat(there.run("echo two > out", "out").status()).isEqualTo(HIT);
    assertThat(there.warnings).singleElement().asString().contains("memory", "-Xmx");
  }

  private void assertRepaired(java.util.function.Consumer<MemoryRemote.Place> harm) {
    here.run("date +%N > out", "out");
    harm.accept(place);

    Machine.Run run = there.run("date +%N > out", "out");

    assertThat(run.status()).isEqualTo(MISS);
    assertThat(there.warnings)
        .singleElement()
        .asString()
        .contains(Machine.REMOTE_NAME, "corrupt", run.key().abbreviated());
    Machine third = machine("third");
    Machine.Run repaired = third.run("date +%N > out", "out");
    assertThat(repaired.status()).isEqualTo(HIT);
    assertThat(repaired.text()).isEqualTo(run.text());
    assertThat(third.warnings).isEmpty();
  }

  @Test
  void corruptEntry_isLeftAlone_byAReadOnlyMachine() {
    here.run("echo one > out", "out");
    place.changeContents();
    there.settings(false, CacheFailures.WARN);

    assertThat(there.run("echo one > out", "out").status()).isEqualTo(MISS);

    assertThat(place.requests(Step.DISCARD)).isZero();
    assertThat(there.warnings).singleElement().asString().contains("left");
  }

  @Test
  void entryOfANewerFormat_isNeitherUsedNorReplaced() {
    here.run("echo one > out", "out");
    SharedEntry good = place.entries().values().iterator().next();
    SharedEntry newer =
        new SharedEntry(
            good.key(),
            good.manifest().map(text -> text.replace("\"format\":1", "\"format\":9")),
            good.members());
    place.put(newer);

    assertThat(there.run("echo one > out", "out").status()).isEqualTo(MISS);

    assertThat(place.entries()).containsValue(newer);
    assertThat(place.requests(Step.DISCARD)).isZero();
  }

  @Test
  void bugInTheAdapter_doesNotStopARun() {
    here.faults =
        (step, key) -> {
          throw new IllegalStateException("a bug");
        };

    assertThat(here.run("echo one > out", "out").status()).isEqualTo(MISS);
    assertThat(here.warnings).singleElement().asString().contains("a bug");
  }

  @Test
  void randomFailuresIn500Runs_neverStopARun_norServeWrongOutputs() {
    System.out.println("seed of the faults: " + SEED);
    Random random = new Random(SEED);
    List<Machine> machines = List.of(here, there, machine("third"));
    int hits = 0;
    for (int i = 0; i < RUNS; i++) {
      Machine machine = machines.get(random.nextInt(machines.size())).restart();
      machine.faults =
          (step, key) ->
              random.nextInt(6) == 0
                  ? Faults.always(reach(random), "by chance").at(step, key)
                  : Optional.empty();
      if (random.nextInt(20) == 0) {
        place.changeContents();
      } else if (random.nextInt(40) == 0) {
        place.loseContents();
      } else if (random.nextInt(40) == 0) {
        place.garbleDescriptions();
      }
      int which = random.nextInt(60);

      Machine.Run run = machine.run("echo " + which + " > out; cp out out2", "out");

      assertThat(run.text()).as("run %s", i).isEqualTo(which + "\n");
      hits += run.status() == HIT ? 1 : 0;
    }
    System.out.println(hits + " of " + RUNS + " runs were hits");
    assertThat(hits).isBetween(100, RUNS - 100);
  }

  private static Reach reach(Random random) {
    return List.of(Reach.EVERYTHING, Reach.WRITING, Reach.THIS_ENTRY).get(random.nextInt(3));
  }
}
