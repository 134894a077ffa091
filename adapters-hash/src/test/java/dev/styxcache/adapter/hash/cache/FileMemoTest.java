package dev.styxcache.adapter.hash.cache;

import static dev.styxcache.adapter.hash.cache.MemoCase.hash;
import static dev.styxcache.adapter.hash.cache.MemoCase.key;
import static dev.styxcache.adapter.hash.cache.MemoCase.known;
import static dev.styxcache.adapter.hash.cache.MemoCase.memo;
import static dev.styxcache.adapter.hash.cache.MemoCase.remember;
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

/** What a memo knows, and for how long. */
class FileMemoTest {

  @TempDir private Path disk;
  private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    directory = disk.resolve("memo");
    file = directory.resolve(MemoFile.NAME);
  }

  @Test
  void memo_thatIsNotAsked_touchesNothing() {
    memo(directory).flush();
    assertThat(directory).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 511, 513, 5_000, 40_000})
  void digests_areKnownToTheNextProcess(int count) {
    remember(memo(directory), 0, count);
    FileMemo next = memo(directory);
    assertThat(known(next, 0, count)).isEqualTo(count);
    assertThat(known(next, count, count + 1000)).isZero();
  }

  @Test
  void digests_addedInManyRounds_areAllKnown() throws IOException {
    for (int i = 0; i < 3_000; i += 100) {
      remember(memo(directory), i, i + 100);
    }
    assertThat(known(memo(directory), 0, 3_000)).isEqualTo(3_000);
    assertThat(MemoReport.of(DigestCacheSettings.in(directory)).records()).isEqualTo(3_000);
  }

  @Test
  void digest_isKnownBeforeItIsHandedOver_andToOthersAfterIt() {
    FileMemo writer = memo(directory);
    FileMemo reader = memo(directory);
    assertThat(reader.find(key(1))).isEmpty();
    writer.remember(key(1), hash(1));
    assertThat(writer.find(key(1))).contains(hash(1));
    writer.flush();
    reader.flush();
    assertThat(reader.find(key(1))).contains(hash(1));
    assertThat(writer.find(key(1))).contains(hash(1));
  }

  @Test
  void laterDigestOfAKey_takesThePlaceOfTheEarlier() {
    remember(memo(directory), 0, 2_000);
    FileMemo writer = memo(directory);
    writer.remember(key(7), hash(8));
    writer.flush();
    assertThat(memo(directory).find(key(7))).contains(hash(8));
    remember(memo(directory), 2_000, 5_000);
    assertThat(memo(directory).find(key(7))).contains(hash(8));
  }

  @Test
  void eachNumberAndThePath_tellFilesApart() {
    FileMemo memo = memo(directory);
    memo.remember(MemoKey.of("/a", 1, 2, 3, 4, 5), hash(1));
    memo.flush();
    for (MemoKey other :
        List.of(
            MemoKey.of("/b", 1, 2, 3, 4, 5),
            MemoKey.of("/a", 0, 2, 3, 4, 5),
            MemoKey.of("/a", 1, 0, 3, 4, 5),
            MemoKey.of("/a", 1, 2, 0, 4, 5),
            MemoKey.of("/a", 1, 2, 3, 0, 5),
            MemoKey.of("/a", 1, 2, 3, 4, 0),
            MemoKey.of("/a", 2, 1, 3, 4, 5))) {
      assertThat(memo.find(other)).as("%s", other).isEmpty();
    }
    assertThat(memo.find(MemoKey.of("/a", 1, 2, 3, 4, 5))).contains(hash(1));
  }

  @Test
  void spotAlone_doesNotMakeAHit() {
    FileMemo memo = memo(directory);
    MemoKey key = key(1);
    memo.remember(key, hash(1));
    memo.flush();
    assertThat(
            memo.find(
                new MemoKey(
                    key.spot(),
                    key.device(),
                    key.inode() + 1,
                    key.size(),
                    key.modified(),
                    key.changed())))
        .isEmpty();
  }

  @Test
  void digests_thatNobodyUses_goByAge_andOthersStay() {
    remember(memo(directory), 0, 2_000);
    Duration soon = Duration.ofDays(60);
    FileMemo user = memo(directory, soon);
    assertThat(known(user, 0, 1_000)).isEqualTo(1_000);
    user.flush();
    FileMemo later = memo(directory, Duration.ofDays(Compaction.MOST_DAYS + 1));
    remember(later, 5_000, 8_000);
    FileMemo next = memo(directory);
    assertThat(known(next, 0, 1_000)).isEqualTo(1_000);
    assertThat(known(next, 1_000, 2_000)).isZero();
    assertThat(known(next, 5_000, 8_000)).isEqualTo(3_000);
  }

  @Test
  void useOnTheSameDay_writesNothing() throws IOException {
    remember(memo(directory), 0, 100);
    long size = Files.size(file);
    FileMemo user = memo(directory, Duration.ofDays(1));
    assertThat(known(user, 0, 100)).isEqualTo(100);
    user.flush();
    assertThat(file).hasSize(size);
  }

  @Test
  void compaction_leavesNothingBesideTheFile() throws IOException {
    remember(memo(directory), 0, 10_000);
    try (var names = Files.list(directory)) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(MemoFile.NAME, MemoFile.LOCK_NAME);
    }
    assertThat(Files.size(file)).isEqualTo(MemoFile.position(10_000));
  }
}
