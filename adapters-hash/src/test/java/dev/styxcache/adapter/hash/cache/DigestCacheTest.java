package dev.styxcache.adapter.hash.cache;

import static dev.styxcache.adapter.hash.cache.TestDigests.add;
import static dev.styxcache.adapter.hash.cache.TestDigests.cache;
import static dev.styxcache.adapter.hash.cache.TestDigests.count;
import static dev.styxcache.adapter.hash.cache.TestDigests.hash;
import static dev.styxcache.adapter.hash.cache.TestDigests.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.DigestCacheSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a digest cache has, and for how long. */
class DigestCacheTest {

  @TempDir private Path disk;
  private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    directory = disk.resolve("cache");
    file = directory.resolve(CacheFile.NAME);
  }

  @Test
  void cacheWithoutUse_touchesNothing() {
    cache(directory).flush();
    assertThat(directory).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 511, 513, 5_000, 40_000})
  void digests_areFoundByTheNextProcess(int count) {
    add(cache(directory), 0, count);
    DigestCache next = cache(directory);
    assertThat(count(next, 0, count)).isEqualTo(count);
    assertThat(count(next, count, count + 1000)).isZero();
  }

  @Test
  void digests_addedInManyRounds_areAllFound() throws IOException {
    for (int i = 0; i < 3_000; i += 100) {
      add(cache(directory), i, i + 100);
    }
    assertThat(count(cache(directory), 0, 3_000)).isEqualTo(3_000);
    assertThat(DigestCacheReport.of(DigestCacheSettings.in(directory)).records()).isEqualTo(3_000);
  }

  @Test
  void digest_isFoundBeforeTheFlush_andByOthersAfterIt() {
    DigestCache writer = cache(directory);
    DigestCache reader = cache(directory);
    assertThat(reader.find(key(1))).isEmpty();
    writer.add(key(1), hash(1));
    assertThat(writer.find(key(1))).contains(hash(1));
    writer.flush();
    reader.flush();
    assertThat(reader.find(key(1))).contains(hash(1));
    assertThat(writer.find(key(1))).contains(hash(1));
  }

  @Test
  void laterDigestOfAKey_replacesTheEarlierOne() {
    add(cache(directory), 0, 2_000);
    DigestCache writer = cache(directory);
    writer.add(key(7), hash(8));
    writer.flush();
    assertThat(cache(directory).find(key(7))).contains(hash(8));
    add(cache(directory), 2_000, 5_000);
    assertThat(cache(directory).find(key(7))).contains(hash(8));
  }

  @Test
  void everyNumberAndThePath_distinguishFiles() {
    DigestCache cache = cache(directory);
    cache.add(key("/a", 1, 2, 3, 4, 5), hash(1));
    cache.flush();
    for (FileStateKey other :
        List.of(
            key("/b", 1, 2, 3, 4, 5),
            key("/a", 0, 2, 3, 4, 5),
            key("/a", 1, 0, 3, 4, 5),
            key("/a", 1, 2, 0, 4, 5),
            key("/a", 1, 2, 3, 0, 5),
            key("/a", 1, 2, 3, 4, 0),
            key("/a", 2, 1, 3, 4, 5))) {
      assertThat(cache.find(other)).as("%s", other).isEmpty();
    }
    assertThat(cache.find(key("/a", 1, 2, 3, 4, 5))).contains(hash(1));
  }

  @Test
  void equalSlot_isNotEnoughForAHit() {
    DigestCache cache = cache(directory);
    FileStateKey key = key(1);
    cache.add(key, hash(1));
    cache.flush();
    assertThat(
            cache.find(
                new FileStateKey(
                    key.slot(),
                    key.device(),
                    key.inode() + 1,
                    key.size(),
                    key.modified(),
                    key.changed())))
        .isEmpty();
  }

  @Test
  void unusedDigests_expire_andUsedOnesStay() {
    add(cache(directory), 0, 2_000);
    Duration soon = Duration.ofDays(60);
    DigestCache user = cache(directory, soon);
    assertThat(count(user, 0, 1_000)).isEqualTo(1_000);
    user.flush();
    DigestCache later = cache(directory, Duration.ofDays(Compaction.MAX_DAYS + 1));
    add(later, 5_000, 8_000);
    DigestCache next = cache(directory);
    assertThat(count(next, 0, 1_000)).isEqualTo(1_000);
    assertThat(count(next, 1_000, 2_000)).isZero();
    assertThat(count(next, 5_000, 8_000)).isEqualTo(3_000);
  }

  @Test
  void useOnTheSameDay_writesNothing() throws IOException {
    add(cache(directory), 0, 100);
    long size = Files.size(file);
    DigestCache user = cache(directory, Duration.ofDays(1));
    assertThat(count(user, 0, 100)).isEqualTo(100);
    user.flush();
    assertThat(file).hasSize(size);
  }

  @Test
  void compaction_leavesNothingBesideTheFile() throws IOException {
    add(cache(directory), 0, 10_000);
    try (var names = Files.list(directory)) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(CacheFile.NAME, CacheFile.LOCK_NAME);
    }
    assertThat(Files.size(file)).isEqualTo(CacheFile.position(10_000));
  }
}
