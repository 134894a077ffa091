package dev.styxcache.adapter.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.fs.process.Recipe;
import dev.styxcache.adapter.fs.process.StoringProcess;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.files.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that stores is killed at random moments: no entry is ever incomplete. */
class KilledWriterTest {

  private static final int KILLS = 200;
  private static final int LANES = 2;
  private static final String SEED_PROPERTY = "styxcache.test.seed";
  private static final long SEED = Long.getLong(SEED_PROPERTY, 20261122L);

  /**
   * Maximum number of runs before a child is killed. Small, since most time goes into starting the
   * child; each child starts with another of the four kinds of runs, so that all are hit.
   */
  private static final int MOST_RUNS = 3;

  /** Maximum time from the start of a run to the kill, in microseconds; mostly within the run. */
  private static final int MOST_MICROSECONDS = 80_000;

  @TempDir Path directory;

  @Test
  void writerThatIsKilledAt200RandomMoments_neverLeavesAHalfWrittenEntry() throws Exception {
    System.out.println("seed of the moments, -D" + SEED_PROPERTY + "=" + SEED);
    long start = System.nanoTime();
    ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    List<Future<Tally>> tallies = new ArrayList<>();
    try {
      for (int lane = 0; lane < LANES; lane++) {
        int number = lane;
        tallies.add(lanes.submit(() -> killAndCheck(number)));
      }
      Tally all = new Tally();
      for (Future<Tally> tally : tallies) {
        all.add(tally.get());
      }
      System.out.printf(
          "%d kills, %d of them in the middle of a run; %d entries checked; %d s%n",
          all.kills,
          all.interrupted,
          all.entries,
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
      assertThat(all.kills).isEqualTo(KILLS);
      assertThat(all.entries).as("entries that were checked").isGreaterThan(KILLS / 2);
      assertThat(all.interrupted).as("kills that met a run in progress").isGreaterThan(KILLS / 4);
    } finally {
      lanes.shutdownNow();
    }
  }

  private static final class Tally {
    int kills;
    int interrupted;
    int entries;

    void add(Tally other) {
      kills += other.kills;
      interrupted += other.interrupted;
      entries += other.entries;
    }
  }

  private Tally killAndCheck(int lane) throws Exception {
    Random random = new Random(SEED + lane);
    StoreOnDisk store = new StoreOnDisk(directory.resolve("cache" + lane));
    Tally tally = new Tally();
    for (int round = 0; round < KILLS / LANES; round++) {
      String prefix = lane + "-" + round + "-";
      List<String> names = new ArrayList<>();
      try (ChildJvm child = ChildJvm.start(StoringProcess.class, store.root(), prefix, round % 4)) {
        int begun = 1 + random.nextInt(MOST_RUNS);
        for (int run = 0; run < begun; run++) {
          names.add(child.line());
        }
        // Not a wait for a condition: this makes the moment of the kill random.
        TimeUnit.MICROSECONDS.sleep(random.nextInt(MOST_MICROSECONDS));
        child.kill();
        names.addAll(child.remainingLines());
      }
      tally.kills++;
      tally.interrupted += store.names(".incoming").isEmpty() ? 0 : 1;
      tally.entries += check(store, names);
    }
    return tally;
  }

  private static int check(StoreOnDisk store, List<String> names) throws IOException {
    Map<CacheKey, String> known = new HashMap<>();
    names.forEach(name -> known.put(StoreOnDisk.key(name), name));
    Set<CacheKey> listed = new HashSet<>();
    try (Stream<EntrySummary> entries = store.open().upkeep().list()) {
      entries.forEach(entry -> listed.add(entry.key()));
    }
    for (Map.Entry<CacheKey, String> entry : known.entrySet()) {
      Lookup<CacheEntry> lookup = store.open().store().find(entry.getKey());
      if (lookup instanceof Lookup.Found<CacheEntry> found) {
        Path folder = store.open().store().directoryOf(entry.getKey());
        new Recipe(entry.getValue()).verify(folder, found.entry());
        assertThat(listed).contains(entry.getKey());
      } else {
        assertThat(lookup).as(entry.getValue()).isEqualTo(new Lookup.Missing<>());
        assertThat(listed).doesNotContain(entry.getKey());
      }
    }
    assertThat(known.keySet()).containsAll(listed);
    assertSwept(store);
    listed.forEach(key -> store.open().upkeep().remove(key));
    return listed.size();
  }

  /** The next process that writes deletes everything that the dead one left. */
  private static void assertSwept(StoreOnDisk store) throws IOException {
    store.writer();
    assertThat(store.names(".incoming")).isEmpty();
    assertThat(store.names(".locks")).noneMatch(name -> name.startsWith("staging-"));
    assertThat(Files.exists(store.root())).isTrue();
  }
}
