package dev.styxcache.adapter.hash.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.files.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes use one cache. {@link TestDigests#count} asserts that none gets a wrong digest.
 */
@Timeout(120)
class SharedDigestCacheTest {

  @TempDir private Path disk;

  @Test
  void processes_thatWriteAtTheSameTime_loseNothing() {
    Path directory = disk.resolve("cache");
    List<ChildJvm> children = new ArrayList<>();
    for (int child = 0; child < 4; child++) {
      children.add(ChildJvm.start(CachingProcess.class, directory, child * 100_000, 60));
    }
    for (ChildJvm child : children) {
      assertThat(child.remainingLines()).endsWith("3000", "done");
      child.close();
    }
    DigestCache cache = TestDigests.cache(directory);
    for (int child = 0; child < 4; child++) {
      assertThat(TestDigests.count(cache, child * 100_000, child * 100_000 + 3_000))
          .isEqualTo(3_000);
    }
  }

  @Test
  void reader_findsTheSameDigests_whileOthersCompact() {
    Path directory = disk.resolve("cache");
    DigestCache reader = TestDigests.cache(directory);
    TestDigests.add(TestDigests.cache(directory), 0, 3_000);
    assertThat(TestDigests.count(reader, 0, 1_500)).isEqualTo(1_500);
    try (ChildJvm child = ChildJvm.start(CachingProcess.class, directory, 100_000, 80)) {
      for (int round = 0; round < 80; round++) {
        assertThat(TestDigests.count(reader, 0, 3_000)).isEqualTo(3_000);
        child.line();
      }
      assertThat(child.remainingLines()).endsWith("4000", "done");
    }
    assertThat(TestDigests.count(reader, 0, 3_000)).isEqualTo(3_000);
    reader.flush();
    assertThat(TestDigests.count(reader, 100_000, 104_000)).isEqualTo(4_000);
  }

  @Test
  void processes_killedWhileTheyWrite_leaveAUsableCache() {
    Path directory = disk.resolve("cache");
    long seed = 42;
    Random random = new Random(seed);
    for (int round = 0; round < 8; round++) {
      int from = round * 1_000_000;
      int flushed;
      try (ChildJvm child = ChildJvm.start(CachingProcess.class, directory, from, 10_000)) {
        child.line();
        flushed = 0;
        for (int lines = random.nextInt(150); lines >= 0; lines--) {
          flushed = Integer.parseInt(child.line());
        }
        child.kill();
      }
      assertThat(TestDigests.count(TestDigests.cache(directory), from, from + flushed))
          .as("seed %s, round %s", seed, round)
          .isEqualTo(flushed);
      TestDigests.add(TestDigests.cache(directory), from - 1_000, from);
      assertThat(TestDigests.count(TestDigests.cache(directory), from - 1_000, from))
          .isEqualTo(1_000);
    }
    assertThat(Files.exists(directory.resolve(CacheFile.NAME))).isTrue();
  }
}
