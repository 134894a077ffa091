package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.spi.KeyLocks;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several callers with one key. Several processes are tested with the command line and with the
 * locks.
 */
class ConcurrencyTest {

  private static final int CALLERS = 8;

  @TempDir Path directory;
  private Bench bench;

  @BeforeEach
  void makeBench() {
    bench = new Bench(directory);
  }

  @Test
  void concurrentCallsWithOneKey_runTheToolOnce_andReportWhomTheyWaitFor() throws Exception {
    Path seen = directory.resolve("seen");
    // The tool ends only when another caller waits for it.
    String script = "until [ -e '" + seen + "' ]; do sleep 0.01; done; echo 1 > out";
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    List<Future<String>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      CachingRunner runner = bench.runner();
      calls.add(threads.submit(() -> bench.call(runner, script).output("out").runAndRead()));
    }
    bench.events.someoneWaits.await();
    Files.writeString(seen, "");

    for (Future<String> call : calls) {
      assertThat(call.get()).isEqualTo("1\n");
    }
    threads.shutdown();
    assertThat(bench.runs()).isEqualTo(1);
    assertThat(bench.events.waits)
        .isNotEmpty()
        .allSatisfy(who -> assertThat(who).contains("thread"));
    assertThat(bench.events.reports)
        .filteredOn(report -> report.status() == Status.HIT)
        .hasSize(CALLERS - 1);
    bench.assertNothingInProgress();
  }

  @Test
  void withoutWorkingLocks_resultsAreCorrect_thoughTheToolMayRunTwice() throws Exception {
    KeyLocks none = (key, onWait) -> () -> {};
    CyclicBarrier together = new CyclicBarrier(CALLERS);
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    List<Future<String>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      OpenedStore opened = bench.store();
      CachingRunner runner =
          bench.builder().store(new OpenedStore(opened.store(), opened.upkeep(), none)).build();
      calls.add(
          threads.submit(
              () -> {
                together.await();
                return bench.call(runner, "echo 1 > out").output("out").runAndRead();
              }));
    }

    for (Future<String> call : calls) {
      assertThat(call.get()).isEqualTo("1\n");
    }
    threads.shutdown();
    assertThat(bench.runs()).isBetween(1L, (long) CALLERS);
    assertThat(bench.events.warnings).isEmpty();
    bench.assertNothingInProgress();
  }
}
