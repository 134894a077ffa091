package dev.styxcache.application.run;

import static dev.styxcache.application.api.RunReport.Status.DEGRADED;
import static dev.styxcache.application.api.RunReport.Status.HIT;
import static dev.styxcache.application.api.RunReport.Status.MISS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.spi.Fault.Reach;
import dev.styxcache.domain.manifest.SharedEntry;
import dev.styxcache.testing.MemoryRemote;
import dev.styxcache.testing.MemoryRemote.Faults;
import dev.styxcache.testing.MemoryRemote.Step;
import dev.styxcache.testing.MemoryTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of a run with a remote tier behind the store. */
@Timeout(60)
class SharedRunTest {

  private final MemoryRemote.Place place = new MemoryRemote.Place();
  private final RunBench here = new RunBench(place);
  private final RunBench there = new RunBench(place);

  @BeforeEach
  void addRemoteTiers() {
    here.withRemote();
    there.withRemote();
  }

  private static Optional<RemoteSettings> settings(boolean push, CacheFailures failures) {
    return Optional.of(new RemoteSettings(push, Duration.ofSeconds(60), failures));
  }

  @Test
  void miss_asksTheRemoteStoreOnce_andPushesAfterTheLockIsReleased() {
    RunReport report = here.run("out");

    assertThat(report.status()).isEqualTo(MISS);
    assertThat(here.log)
        .filteredOn(step -> !step.equals("remote send"))
        .containsExactly(
            "keyed",
            "remote find",
            "pulled Missing",
            "lock",
            "stage",
            "run",
            "note",
            "commit",
            "finished MISS",
            "unlock",
            "remote describe",
            "forget",
            "pushed Sent");
    assertThat(here.log.indexOf("remote send")).isGreaterThan(here.log.indexOf("unlock"));
    assertThat(place.requests(Step.FIND)).isEqualTo(1);
    assertThat(place.entries()).containsOnlyKeys(here.key());
    assertThat(here.pending()).isEmpty();
    assertThat(here.warnings).isEmpty();
  }

  @Test
  void localHit_doesNotAskTheRemoteStore() {
    here.run("out");
    here.log.clear();

    assertThat(here.run("out").status()).isEqualTo(HIT);

    assertThat(here.log).containsExactly("keyed", "use", "finished HIT");
  }

  @Test
  void entryOfAnotherMachine_isPulled_andThenAHit() {
    here.run("out");
    there.tool = MemoryTool.failing(1);

    RunReport report = there.run("out");

    assertThat(report.status()).isEqualTo(HIT);
    assertThat(report.entry()).contains(there.entry());
    assertThat(there.entry().resolve("out")).hasContent("one");
    assertThat(there.log)
        .filteredOn(step -> !step.equals("remote fetch"))
        .containsExactly("keyed", "remote find", "pulled Fetched", "use", "finished HIT");
  }

  @Test
  void entryThatAnotherMachinePushedWhileThisOneWaitedForLong_isPulledUnderTheLock() {
    there.once(
        "lock",
        () -> {
          here.run("out");
          there.now = there.now.plusSeconds(61);
        });

    assertThat(there.run("out").status()).isEqualTo(HIT);

    assertThat(there.runs()).isZero();
    assertThat(there.log).containsSubsequence("pulled Missing", "lock", "pulled Fetched");
  }

  @Test
  void corruptLocalEntry_isQuarantined_andPulledAgain() {
    here.run("out");
    here.store.corrupt(here.key());

    assertThat(here.run("out").status()).isEqualTo(HIT);

    assertThat(here.runs()).isEqualTo(1);
    assertThat(here.log).containsSubsequence("quarantine", "pulled Fetched", "finished HIT");
  }

  @Test
  void corruptRemoteEntry_isAMissWithItsReason_takenAway_andPushedAnew() {
    here.run("out");
    place.changeContents();

    RunReport report = there.run("out");

    assertThat(report.status()).isEqualTo(MISS);
    assertThat(report.reason()).contains(RunBench.REMOTE, "corrupt");
    assertThat(there.warnings).singleElement().asString().contains("corrupt", "void");
    assertThat(there.log).containsSubsequence("remote discard", "pulled Unusable", "pushed Sent");
    assertThat(new RunBench(place).key()).isEqualTo(here.key());
    RunBench third = new RunBench(place);
    third.withRemote();
    assertThat(third.run("out").status()).isEqualTo(HIT);
  }

  @Test
  void refresh_neitherPullsNorServes_andReplacesTheRemoteEntry() {
    here.run("out");
    SharedEntry before = place.entries().get(here.key());
    there.policy = there.policy.withMode(CacheMode.REFRESH);
    there.tool = MemoryTool.writing("out", "two");

    assertThat(there.run("out").status()).isEqualTo(MISS);

    assertThat(there.log).doesNotContain("remote find").contains("pushed Sent");
    assertThat(place.entries().get(here.key())).isNotEqualTo(before);
    RunBench third = new RunBench(place);
    third.withRemote();
    third.run("out");
    assertThat(third.entry().resolve("out")).hasContent("two");
  }

  @Test
  void tierThatOnlyReads_pulls_andNeitherNotesNorPushes() {
    here.remote = settings(false, CacheFailures.WARN);

    assertThat(here.run("out").status()).isEqualTo(MISS);

    assertThat(here.log).doesNotContain("note", "remote send", "remote describe");
    assertThat(place.entries()).isEmpty();
  }

  // --- failures ---

  @Test
  void pushThatFails_isWarnedOf_noted_andTheRunIsAMiss() {
    here.faults = Faults.at(Step.DESCRIBE, Reach.EVERYTHING, "connection reset");

    RunReport report = here.run("out");

    assertThat(report.status()).isEqualTo(MISS);
    assertThat(here.log).endsWith("warning", "note", "pushed Failed");
    assertThat(here.warnings)
        .singleElement()
        .asString()
        .contains(RunBench.REMOTE, "connection reset");
    assertThat(here.pending()).containsExactly(here.key());
  }

  @Test
  void pushThatFails_isAnErrorOfAStrictUser_butTheEntryIsHere() {
    here.remote = settings(true, CacheFailures.FAIL);
    here.faults = Faults.at(Step.DESCRIBE, Reach.EVERYTHING, "connection reset");
    Execution execution = here.start("out");

    assertThatThrownBy(() -> here.run(execution))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining("connection reset")
        .hasMessageContaining("styxcache push");

    assertThat(here.reports).extracting(RunReport::status).containsExactly(MISS);
    assertThat(here.warnings).isEmpty();
    assertThat(here.pending()).containsExactly(here.key());
    here.faults = Faults.none();
    assertThat(here.run("out").status()).isEqualTo(HIT);
  }

  @Test
  void pullThatFails_isWarnedOfOnce_andTheRunIsAMiss() {
    here.faults = Faults.always(Reach.EVERYTHING, "no route to host");

    assertThat(here.run("out").status()).isEqualTo(MISS);
    RunBench.write(here.input, "other");
    assertThat(here.run("out").status()).isEqualTo(MISS);

    assertThat(here.warnings).singleElement().asString().contains("no route to host", "60 s");
    assertThat(place.requests(Step.FIND)).isEqualTo(1);
    assertThat(here.log).containsSubsequence("remote find", "warning", "pulled Failed", "lock");
  }

  @Test
  void pullThatFails_isAFailureOfTheCacheForAStrictTier() {
    here.remote = settings(true, CacheFailures.FAIL);
    here.faults = Faults.always(Reach.EVERYTHING, "no route to host");

    RunReport report = here.run("out");

    assertThat(report.status()).isEqualTo(DEGRADED);
    assertThat(report.reason()).contains(RunBench.REMOTE, "no route to host");
    here.policy = here.policy.withFailures(CacheFailures.FAIL);
    RunBench strict = here.anotherProcess();
    strict.faults = here.faults;
    assertThatThrownBy(() -> strict.start("out"))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining("no route to host");
  }

  /** As if the process ended here; nothing catches it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void processThatIsKilledAtTheCommit_leavesANoteOfTheEntry() {
    here.once(
        "commit",
        () -> {
          throw new Killed();
        });

    assertThatThrownBy(() -> here.run("out")).isInstanceOf(Killed.class);

    assertThat(here.anotherProcess().pending()).containsExactly(here.key());
    assertThat(place.entries()).isEmpty();
  }

  @Test
  void processThatIsKilledBeforeThePush_leavesANote_andTheEntry() {
    here.once(
        "unlock",
        () -> {
          throw new Killed();
        });

    assertThatThrownBy(() -> here.run("out")).isInstanceOf(Killed.class);

    RunBench later = here.anotherProcess();
    assertThat(later.pending()).containsExactly(here.key());
    assertThat(later.run("out").status()).isEqualTo(HIT);
  }

  @Test
  void outputsThatAreNotStored_areNotPushed() {
    here.tool =
        call -> {
          Path link = call.output().resolve("link");
          Files.createSymbolicLink(link, link.getFileSystem().getPath("/x"));
        };

    assertThat(here.run("link").status()).isEqualTo(DEGRADED);

    assertThat(here.log).doesNotContain("remote send", "remote describe", "pushed Sent");
    assertThat(place.entries()).isEmpty();
  }

  @Test
  void runOfABypassedTool_doesNotAskTheRemoteStore() {
    here.policy = here.policy.withMode(CacheMode.OFF);
    here.run("out");

    assertThat(here.log).isEqualTo(List.of("run", "finished BYPASSED"));
  }
}
