package dev.styxcache.adapter.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.fs.process.Recipe;
import dev.styxcache.adapter.fs.process.Recipe.Part;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many threads run every operation on one key at once. */
@Timeout(180)
class CrowdedKeyTest {

  private static final String NAME = "crowded";
  private static final int WRITERS = 6;
  private static final int STEPS = 60;

  @TempDir Path directory;

  @Test
  void readers_findAWholeEntryOrNone_whateverIsDoneToIt() throws Exception {
    StoreOnDisk store = new StoreOnDisk(directory.resolve("cache"));
    ExecutorService threads = Executors.newCachedThreadPool();
    AtomicInteger writing = new AtomicInteger(WRITERS);
    List<Future<?>> all = new ArrayList<>();
    try {
      for (int writer = 0; writer < WRITERS; writer++) {
        Random random = new Random(writer);
        all.add(
            threads.submit(
                () -> {
                  try {
                    for (int step = 0; step < STEPS; step++) {
                      write(store, random.nextInt(10));
                    }
                  } finally {
                    writing.decrementAndGet();
                  }
                  return null;
                }));
      }
      Future<Integer> reader = threads.submit(() -> readUntil(store, writing));
      for (Future<?> one : all) {
        one.get(150, TimeUnit.SECONDS);
      }
      assertThat(reader.get(30, TimeUnit.SECONDS)).as("entries that were read").isPositive();
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.names(".incoming")).isEmpty();
    assertThat(store.names(".locks")).as("the lease of what is shown").hasSizeLessThan(2);
  }

  private static void write(StoreOnDisk store, int step) throws IOException {
    OpenedStore opened = store.open();
    Recipe recipe = new Recipe(NAME);
    switch (step) {
      case 0 -> opened.upkeep().remove(StoreOnDisk.key(NAME));
      case 1 -> quarantine(opened);
      case 2, 3 -> expose(store, recipe);
      case 4, 5 -> tryToCommit(store, recipe, Part.HALF);
      default -> tryToCommit(store, recipe, Part.ALL);
    }
  }

  private static void quarantine(OpenedStore opened) {
    try {
      assertThat(opened.upkeep().quarantine(StoreOnDisk.key(NAME))).exists();
    } catch (CacheUnavailableException e) {
      assertThat(opened.store().find(StoreOnDisk.key(NAME))).isNotInstanceOf(Lookup.Corrupt.class);
    }
  }

  private static void expose(StoreOnDisk store, Recipe recipe) throws IOException {
    EntryWriter writer = store.writer();
    try (Staging staging = writer.stage(StoreOnDisk.key(NAME))) {
      recipe.run(staging, Part.HALF);
      writer.expose(StoreOnDisk.key(NAME), staging.directory());
    }
  }

  private static void tryToCommit(StoreOnDisk store, Recipe recipe, Part part) throws IOException {
    recipe.commit(store, part);
  }

  private static int readUntil(StoreOnDisk store, AtomicInteger writing) throws IOException {
    int read = 0;
    while (writing.get() > 0) {
      Lookup<CacheEntry> lookup = store.find(NAME);
      assertThat(lookup).isInstanceOfAny(Lookup.Found.class, Lookup.Missing.class);
      if (lookup instanceof Lookup.Found<CacheEntry> found) {
        try {
          new Recipe(NAME).verify(store.entry(NAME), found.entry());
          read++;
        } catch (CacheUnavailableException | java.nio.file.NoSuchFileException e) {
          // Deleted while it was read, which every reader must expect.
          assertThat(e).hasMessageContaining(store.root().toString());
        }
      }
    }
    return read;
  }
}
