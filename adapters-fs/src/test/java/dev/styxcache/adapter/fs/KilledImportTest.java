package dev.styxcache.adapter.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.fs.process.ImportingProcess;
import dev.styxcache.adapter.fs.process.Recipe;
import dev.styxcache.adapter.fs.process.Recipe.Part;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.files.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that imports is killed, or races with others: no entry is ever incomplete. */
@Timeout(300)
class KilledImportTest {

  private static final int KILLS = 40;
  private static final int RACERS = 4;
  private static final int ROUNDS = 8;
  private static final String SEED_PROPERTY = "styxcache.test.seed";
  private static final long SEED = Long.getLong(SEED_PROPERTY, 20261128L);
  private static final int MOST_MICROSECONDS = 60_000;

  @TempDir Path directory;

  private StoreOnDisk withEntries(List<String> names) throws IOException {
    StoreOnDisk source = new StoreOnDisk(directory.resolve("source"));
    for (String name : names) {
      new Recipe(name).commit(source, Part.ALL);
    }
    return source;
  }

  @Test
  void importerThatIsKilledAtRandomMoments_neverLeavesAHalfEntry() throws Exception {
    System.out.println("seed of the moments, -D" + SEED_PROPERTY + "=" + SEED);
    Random random = new Random(SEED);
    List<String> names = List.of("one", "two", "three");
    StoreOnDisk source = withEntries(names);
    StoreOnDisk target = new StoreOnDisk(directory.resolve("target"));
    int inTheMidst = 0;
    int whole = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Object[] arguments = {source.root(), target.root(), "one", "two", "three"};
      try (ChildJvm child = ChildJvm.start(ImportingProcess.class, arguments)) {
        for (int begun = 2 + random.nextInt(4); begun > 0; begun--) {
          child.line();
        }
        // Not a wait for a condition: this makes the moment of the kill random.
        TimeUnit.MICROSECONDS.sleep(random.nextInt(MOST_MICROSECONDS));
        child.kill();
      }
      inTheMidst += target.names(".incoming").isEmpty() ? 0 : 1;
      whole += check(target, names);
      target.writer();
      assertThat(target.names(".incoming")).as("what the next process has swept").isEmpty();
    }
    System.out.println(inTheMidst + " of " + KILLS + " kills in the midst, " + whole + " entries");
    assertThat(inTheMidst).as("kills in the midst").isPositive();
    assertThat(whole).as("entries that were whole before the kill").isGreaterThan(KILLS / 2);
  }

  private static int check(StoreOnDisk target, List<String> names) throws IOException {
    int whole = 0;
    for (String name : names) {
      Lookup<CacheEntry> lookup = target.find(name);
      if (lookup instanceof Lookup.Found<CacheEntry> found) {
        new Recipe(name).verify(target.entry(name), found.entry());
        target.open().upkeep().remove(StoreOnDisk.key(name));
        whole++;
      } else {
        assertThat(lookup).as(name).isEqualTo(new Lookup.Missing<>());
      }
    }
    return whole;
  }

  @Test
  void processesThatTakeTheSameEntriesAtOnce_andDeleteThem_allEndWithWholeOnes() throws Exception {
    List<String> names = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      names.add("round" + round);
    }
    StoreOnDisk source = withEntries(names);
    StoreOnDisk target = new StoreOnDisk(directory.resolve("target"));
    List<Object> arguments = new ArrayList<>(List.of(source.root(), target.root()));
    arguments.addAll(names);
    List<ChildJvm> children = new ArrayList<>();
    try {
      for (int i = 0; i < RACERS; i++) {
        children.add(ChildJvm.start(ImportingProcess.class, arguments.toArray()));
      }
      for (String name : names) {
        for (ChildJvm child : children) {
          assertThat(child.line()).isEqualTo(name);
        }
      }
      for (ChildJvm child : children) {
        assertThat(child.line()).as("it has done them all").isEqualTo(names.get(0));
      }
    } finally {
      children.forEach(ChildJvm::close);
    }
    check(target, names);
  }
}
