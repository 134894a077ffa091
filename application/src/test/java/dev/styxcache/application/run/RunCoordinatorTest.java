package dev.styxcache.application.run;

import static dev.styxcache.application.api.RunReport.Status.BYPASSED;
import static dev.styxcache.application.api.RunReport.Status.HIT;
import static dev.styxcache.application.api.RunReport.Status.MISS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheBypass;
import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.policy.HitPolicy;
import dev.styxcache.testing.CollectingHandler;
import dev.styxcache.testing.FixedDirectoryRunner;
import dev.styxcache.testing.MemoryRunner;
import dev.styxcache.testing.MemoryTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of a run where nothing fails but the tool, without a remote tier. */
@Timeout(60)
class RunCoordinatorTest {

  private final RunBench bench = new RunBench();

  // --- past the cache ---

  private void assertBypassed(String why) {
    RunReport report = bench.run("out");

    assertThat(report.status()).isEqualTo(BYPASSED);
    assertThat(report.reason()).contains(why);
    assertThat(report.key()).isEmpty();
    assertThat(report.entry()).isEmpty();
    assertThat(bench.reports).containsExactly(report);
    assertThat(bench.log).containsExactly("run", "finished BYPASSED");
    assertThat(bench.lookup()).isInstanceOf(Lookup.Missing.class);
  }

  @Test
  void runWithTheCacheOff_isBypassed_andReported() {
    bench.policy = bench.policy.withMode(CacheMode.OFF);
    assertBypassed("the cache is off");
  }

  @Test
  void runInABypassScope_isBypassed_andReported() {
    try (CacheBypass.Scope scope = CacheBypass.bypass()) {
      assertThat(scope).isNotNull();
      assertBypassed("scope");
    }
    assertThat(bench.run("out").status()).isEqualTo(MISS);
  }

  @Test
  void toolOnTheDenyList_isBypassed_andReported() {
    bench.policy = bench.policy.withBypassTools(Set.of("demo/tool"));
    assertBypassed("demo/tool");
  }

  @Test
  void runnerThatIsNotCacheable_isBypassed_andReported() {
    bench.runner =
        new MemoryRunner(bench.work, call -> bench.record("run")) {
          @Override
          public boolean cacheable() {
            return false;
          }
        };
    assertBypassed("the runner makes no outputs");
  }

  @Test
  void bypassedRunThatFails_isNotReported() {
    bench.policy = bench.policy.withMode(CacheMode.OFF);
    bench.tool = MemoryTool.failing(3);
    Execution execution = bench.start("out");

    assertThatThrownBy(() -> bench.run(execution)).isInstanceOf(ToolFailedException.class);

    assertThat(execution.report()).isEmpty();
    assertThat(bench.reports).isEmpty();
  }

  // --- miss and hit ---

  @Test
  void miss_runsTheToolUnderTheLock_andStoresItsOutputsWhereTheyWerePromised() {
    Execution execution = bench.start();
    Path promised = execution.outputFile("out", false);
    assertThat(execution.report()).isEmpty();
    bench.run(execution);

    assertThat(bench.log)
        .containsExactly("keyed", "lock", "stage", "run", "commit", "finished MISS", "unlock");
    assertThat(promised).isEqualTo(bench.entry().resolve("out")).hasContent("one");
    RunReport report = execution.report().orElseThrow();
    assertThat(report.status()).isEqualTo(MISS);
    assertThat(report.key()).contains(bench.key());
    assertThat(report.entry()).contains(bench.entry());
    assertThat(report.saved()).isEmpty();
    assertThat(report.reason()).isEqualTo("there was no entry");
    assertThat(bench.reports).containsExactly(report);
  }

  @Test
  void hit_servesTheEntry_replaysStreams_andTellsTheSavedTime() {
    bench.tool =
        MemoryTool.writing("out", "one")
            .then(MemoryTool.printing("said\nno end"))
            .then(call -> bench.now = bench.now.plusSeconds(90));
    bench.run("out");
    bench.log.clear();
    CollectingHandler stdout = new CollectingHandler();
    Execution execution = bench.start("out");
    execution.run(RunBench.COMMAND, stdout, OutputHandler.discard());

    assertThat(bench.log).containsExactly("keyed", "use", "finished HIT");
    assertThat(stdout.text()).isEqualTo("said\nno end");
    assertThat(stdout.ends()).isEqualTo(1);
    RunReport report = execution.report().orElseThrow();
    assertThat(report.status()).isEqualTo(HIT);
    assertThat(report.key()).contains(bench.key());
    assertThat(report.entry()).contains(bench.entry());
    assertThat(report.saved()).contains(Duration.ofSeconds(90));
    assertThat(report.reason()).isEmpty();
  }

  @Test
  void outputsOfARunnerThatChoosesItsDirectory_areCopiedIntoTheEntry() {
    bench.runner = new FixedDirectoryRunner(bench.work, MemoryTool.writing("deep/out", "one"));

    assertThat(bench.run("deep/out").status()).isEqualTo(MISS);

    assertThat(bench.entry().resolve("deep/out")).hasContent("one");
    assertThat(bench.work.resolve("output-1/deep/out")).hasContent("one");
    assertThat(bench.run("deep/out").status()).isEqualTo(HIT);
  }

  @Test
  void outputThatTheToolDoesNotMake_isKnownAbsent_andTheToolDoesNotRunForItAgain() {
    bench.run("out", "never");

    assertThat(bench.run("out", "never").status()).isEqualTo(HIT);
    assertThat(bench.entry().resolve("never")).doesNotExist();
  }

  @Test
  void requiredOutputThatTheToolDoesNotMake_isAnErrorOfAStrictCaller_andNothingIsStored() {
    bench.policy = bench.policy.withOutputs(HitPolicy.PRESENT_ONLY);
    Execution execution = bench.start("out", "never");

    assertThatThrownBy(() -> bench.run(execution))
        .isInstanceOf(InvalidOutputException.class)
        .hasMessageContaining("never");

    assertThat(execution.report()).isEmpty();
    assertThat(bench.lookup()).isInstanceOf(Lookup.Missing.class);
    assertThat(bench.log).doesNotContain("commit").endsWith("unlock");
  }

  @Test
  void entryThatLacksARequiredOutput_isAddedTo() {
    bench.run("out");
    bench.tool = MemoryTool.writing("out", "one").then(MemoryTool.writing("more", "more"));

    RunReport report = bench.run("out", "more");

    assertThat(report.status()).isEqualTo(MISS);
    assertThat(report.reason()).contains("more");
    assertThat(bench.entry().resolve("out")).hasContent("one");
    assertThat(bench.entry().resolve("more")).hasContent("more");
    assertThat(bench.run("out", "more").status()).isEqualTo(HIT);
  }

  @Test
  void otherInputParameterOrVariable_isAnotherRun() {
    bench.run("out");
    RunBench.write(bench.input, "other content");
    assertThat(bench.run("out").status()).isEqualTo(MISS);

    Execution execution = bench.coordinator().start(RunBench.TOOL);
    execution.params(Map.of("level", 2));
    execution.inputFile(bench.input, false, false);
    bench.run(execution);
    assertThat(execution.report().orElseThrow().status()).isEqualTo(MISS);
    assertThat(bench.store.list()).hasSize(3);
  }

  @Test
  void declarationsAfterAnOutput_andASecondRun_areRefused() {
    Execution execution = bench.start("out");
    assertThatThrownBy(() -> execution.inputFile(bench.input, false, false))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> execution.params(Map.of())).isInstanceOf(IllegalStateException.class);
    bench.run(execution);
    assertThatThrownBy(() -> bench.run(execution)).isInstanceOf(IllegalStateException.class);
    assertThat(bench.runs()).isEqualTo(1);
  }

  @Test
  void executionThatIsNeverRun_writesNothing() {
    bench.start("out");

    assertThat(bench.log).containsExactly("keyed");
    assertThat(bench.entry()).doesNotExist();
  }

  // --- the tool fails ---

  @Test
  void toolThatFails_storesNothing_releasesTheLock_andIsNotReported() {
    bench.tool = MemoryTool.writing("out", "half").then(MemoryTool.failing(3));
    Execution execution = bench.start("out");

    assertThatThrownBy(() -> bench.run(execution)).isInstanceOf(ToolFailedException.class);

    assertThat(execution.report()).isEmpty();
    assertThat(bench.reports).isEmpty();
    assertThat(bench.lookup()).isInstanceOf(Lookup.Missing.class);
    assertThat(bench.entry()).doesNotExist();
    assertThat(bench.log).containsExactly("keyed", "lock", "stage", "run", "unlock");
    bench.tool = MemoryTool.writing("out", "whole");
    assertThat(bench.run("out").status()).isEqualTo(MISS);
  }

  @Test
  void handlerThatThrows_endsTheRun_storesNothing_andReleasesTheLock() {
    bench.tool = MemoryTool.printing("x");
    IllegalStateException failure = new IllegalStateException("mine");
    OutputHandler throwing =
        (buffer, offset, length) -> {
          throw failure;
        };

    assertThatThrownBy(
            () -> bench.start("out").run(List.of("tool"), throwing, OutputHandler.discard()))
        .isSameAs(failure);

    assertThat(bench.lookup()).isInstanceOf(Lookup.Missing.class);
    assertThat(bench.log).endsWith("unlock");
  }

  // --- several at once ---

  @Test
  void entryThatAnotherRunMadeBeforeTheLock_isAHit() {
    RunBench other = bench.anotherProcess();
    bench.once("lock", () -> other.run("out"));

    assertThat(bench.run("out").status()).isEqualTo(HIT);

    assertThat(bench.log).containsExactly("keyed", "lock", "use", "finished HIT", "unlock");
    assertThat(other.runs()).isEqualTo(1);
  }

  @Test
  void runsOfOneKeyAtOnce_runTheToolOnce_andTheOthersWaitAndHaveAHit() throws Exception {
    int count = 8;
    CyclicBarrier planned = new CyclicBarrier(count);
    CountDownLatch othersWait = new CountDownLatch(1);
    bench.once("waiting", othersWait::countDown);
    bench.tool = MemoryTool.waitingFor(othersWait).then(MemoryTool.writing("out", "one"));
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<RunReport.Status>> runs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        runs.add(
            threads.submit(
                () -> {
                  Execution execution = bench.start("out");
                  planned.await();
                  bench.run(execution);
                  return execution.report().orElseThrow().status();
                }));
      }
      int misses = 0;
      for (Future<RunReport.Status> run : runs) {
        misses += run.get() == MISS ? 1 : 0;
      }
      assertThat(misses).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(bench.runs()).isEqualTo(1);
    assertThat(bench.log).contains("waiting");
  }

  @Test
  void interruptWhileARunWaitsForTheLock_endsIt_andNothingRan() throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    bench.once("waiting", waits::countDown);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              Execution execution = bench.start("out");
              try {
                bench.run(execution);
                interrupted.complete(false);
              } catch (RunInterruptedException e) {
                interrupted.complete(
                    Thread.currentThread().isInterrupted() && execution.report().isEmpty());
              }
            });
    try (KeyLock held = bench.store.opened().locks().acquire(bench.key(), holder -> {})) {
      assertThat(held).isNotNull();
      waiter.start();
      assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();
      waiter.interrupt();
      assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(bench.runs()).isZero();
    assertThat(bench.run("out").status()).isEqualTo(MISS);
  }

  // --- modes ---

  @Test
  void readOnlyCache_servesHits_withoutNotingTheUse() {
    bench.run("out");
    RunBench reader = bench.anotherProcess();
    reader.policy = reader.policy.withMode(CacheMode.READ_ONLY);
    reader.withRemote();

    assertThat(reader.run("out").status()).isEqualTo(HIT);

    assertThat(reader.log).containsExactly("keyed", "finished HIT");
  }

  @Test
  void readOnlyCache_neverWritesPullsOrPushes() {
    RunBench elsewhere = new RunBench(bench.place);
    elsewhere.withRemote();
    elsewhere.run("out");
    bench.policy = bench.policy.withMode(CacheMode.READ_ONLY);
    bench.withRemote();

    RunReport report = bench.run("out");

    assertThat(report.status()).isEqualTo(MISS);
    assertThat(report.key()).contains(bench.key());
    assertThat(report.entry()).isEmpty();
    assertThat(report.reason()).isEqualTo("there is no entry, and the cache is used read-only");
    assertThat(bench.log).containsExactly("keyed", "run", "finished MISS");
    assertThat(bench.lookup()).isInstanceOf(Lookup.Missing.class);
  }

  @Test
  void readOnlyCache_leavesACorruptEntry_andSaysThatItIsCorrupt() {
    bench.run("out");
    bench.store.corrupt(bench.key());
    RunBench reader = bench.anotherProcess();
    reader.policy = reader.policy.withMode(CacheMode.READ_ONLY);

    RunReport report = reader.run("out");

    assertThat(report.status()).isEqualTo(MISS);
    assertThat(report.reason()).contains("corrupt", "read-only");
    assertThat(reader.log).containsExactly("keyed", "run", "finished MISS");
    assertThat(bench.lookup()).isInstanceOf(Lookup.Corrupt.class);
  }

  @Test
  void readOnlyCache_whoseEntryLacksAnOutput_givesThatOneElsewhere_andKeepsTheOthers()
      throws Exception {
    bench.run("out");
    RunBench reader = bench.anotherProcess();
    reader.policy = reader.policy.withMode(CacheMode.READ_ONLY);
    reader.tool = MemoryTool.writing("out", "two").then(MemoryTool.writing("more", "more"));
    Execution execution = reader.start();
    Path out = execution.outputFile("out", false);
    Path more = execution.outputFile("more", false);
    Path optional = execution.outputFile("optional", true);
    reader.run(execution);

    RunReport report = execution.report().orElseThrow();
    assertThat(report.status()).isEqualTo(MISS);
    assertThat(report.reason()).contains("lacks an output");
    assertThat(report.entry()).isEmpty();
    assertThat(out).isEqualTo(bench.entry().resolve("out")).hasContent("one");
    assertThat(more).hasContent("more");
    assertThat(more.startsWith(bench.entry())).isFalse();
    assertThat(Files.exists(optional)).isFalse();
    assertThat(bench.entry().resolve("more")).doesNotExist();
  }

  @Test
  void refresh_runsTheTool_andReplacesTheEntry() {
    bench.run("out", "only-before");
    RunBench refreshing = bench.anotherProcess();
    refreshing.policy = refreshing.policy.withMode(CacheMode.REFRESH);
    refreshing.tool = MemoryTool.writing("out", "two");

    RunReport report = refreshing.run("out");

    assertThat(report.status()).isEqualTo(MISS);
    assertThat(report.reason()).contains("refreshed");
    assertThat(refreshing.log)
        .containsExactly(
            "keyed", "lock", "stage", "run", "remove", "commit", "finished MISS", "unlock");
    assertThat(bench.entry().resolve("out")).hasContent("two");
    assertThat(bench.run("out").status()).isEqualTo(HIT);
  }

  @Test
  void refresh_whoseToolFails_keepsTheOldEntry() {
    bench.run("out");
    RunBench refreshing = bench.anotherProcess();
    refreshing.policy = refreshing.policy.withMode(CacheMode.REFRESH);
    refreshing.tool = MemoryTool.failing(1);

    assertThatThrownBy(() -> refreshing.run("out")).isInstanceOf(ToolFailedException.class);

    assertThat(bench.run("out").status()).isEqualTo(HIT);
    assertThat(bench.entry().resolve("out")).hasContent("one");
  }

  @Test
  void refresh_ofACorruptEntry_replacesIt() {
    bench.run("out");
    bench.store.corrupt(bench.key());
    RunBench refreshing = bench.anotherProcess();
    refreshing.policy = refreshing.policy.withMode(CacheMode.REFRESH);

    assertThat(refreshing.run("out").status()).isEqualTo(MISS);

    assertThat(Optional.of(bench.lookup())).containsInstanceOf(Lookup.Found.class);
  }
}
