package dev.styxcache.adapter.hash.cache;

import static dev.styxcache.adapter.hash.cache.TestDigests.add;
import static dev.styxcache.adapter.hash.cache.TestDigests.cache;
import static dev.styxcache.adapter.hash.cache.TestDigests.count;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Corrupt files of the digest cache: never a wrong digest (which {@link TestDigests#count} looks
 * for), never an error, and after the next round they work again.
 */
class CorruptCacheFileTest {

  /** Most sorted, some appended. */
  private static final int SORTED = 2_000;

  private static final int ALL = 2_100;

  @TempDir private Path disk;
  private Path directory;
  private Path file;

  @BeforeEach
  void fill() {
    directory = disk.resolve("cache");
    file = directory.resolve(CacheFile.NAME);
    add(cache(directory), 0, SORTED);
    add(cache(directory), SORTED, ALL);
  }

  private void assertWorksAgain() {
    DigestCache reader = cache(directory);
    count(reader, 0, ALL);
    add(cache(directory), 10_000, 10_100);
    assertThat(count(cache(directory), 10_000, 10_100)).isEqualTo(100);
    add(cache(directory), 20_000, 23_000);
    DigestCache next = cache(directory);
    count(next, 0, ALL);
    assertThat(count(next, 20_000, 23_000)).isEqualTo(3_000);
    assertThat(count(next, 10_000, 10_100)).isEqualTo(100);
  }

  @Test
  void fileOfZeros_isReplaced() throws IOException {
    Files.write(file, new byte[(int) Files.size(file)]);
    assertThat(count(cache(directory), 0, ALL)).isZero();
    assertWorksAgain();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 95, 96, 97})
  void shortFile_isReplaced(int size) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), size));
    assertThat(count(cache(directory), 0, ALL)).isZero();
    assertWorksAgain();
  }

  @Test
  void truncatedFile_keepsItsBeginning_andGrowsAgain() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
      assertWorksAgain();
    }
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThat(count(cache(directory), 0, ALL)).isEqualTo(ALL - 1);
    add(cache(directory), ALL, ALL + 1);
    assertThat(count(cache(directory), 0, ALL + 1)).isEqualTo(ALL);
  }

  @Test
  void flippedBits_loseTheirRecordsOnly() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    long seed = 20261125;
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 20; i++) {
        int at = RecordFormat.BYTES + random.nextInt(whole.length - RecordFormat.BYTES);
        damaged[at] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, damaged);
      // A key that seems to lie elsewhere can hide the others of its page, too.
      assertThat(count(cache(directory), 0, ALL)).as("seed %s", seed).isGreaterThan(ALL / 4);
    }
    assertWorksAgain();
  }

  @Test
  void randomSectors_neverGiveAWrongDigest() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(7);
    byte[] sector = new byte[512];
    for (int round = 0; round < 60; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 30; i++) {
        random.nextBytes(sector);
        int to = random.nextInt(whole.length / 512) * 512;
        int from = random.nextInt(whole.length / 512) * 512;
        System.arraycopy(i % 2 == 0 ? whole : sector, i % 2 == 0 ? from : 0, damaged, to, 512);
      }
      Files.write(file, damaged);
      assertWorksAgain();
    }
  }

  @Test
  void garbage_isReplaced() throws IOException {
    byte[] garbage = new byte[50_000];
    new Random(3).nextBytes(garbage);
    Files.write(file, garbage);
    assertWorksAgain();
  }

  @Test
  void markOfAnotherVersion_isNotAccepted_andItsFileIsUntouched() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[7]++;
    Files.write(file, bytes);
    Path newer = Files.writeString(directory.resolve("digests-2"), "newer");
    assertThat(count(cache(directory), 0, ALL)).isZero();
    assertWorksAgain();
    assertThat(newer).hasContent("newer");
  }

  @Test
  void headerWithTooManyRecords_isNotTrusted() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (long claim : new long[] {ALL + 1, Long.MAX_VALUE, -1, 1L << 40}) {
      RecordFormat.put(bytes, 8, claim);
      RecordFormat.put(bytes, 88, RecordFormat.checksum(bytes, 0));
      Files.write(file, bytes);
      assertWorksAgain();
    }
  }

  @Test
  void cacheDeletedWhileOpen_isCreatedAgain() throws IOException {
    DigestCache open = cache(directory);
    assertThat(count(open, 0, 10)).isEqualTo(10);
    Files.delete(file);
    Files.delete(directory.resolve(CacheFile.LOCK_NAME));
    Files.delete(directory);
    open.add(TestDigests.key(ALL), TestDigests.hash(ALL));
    open.flush();
    assertThat(count(open, 0, ALL + 1)).isBetween(0, ALL);
    add(cache(directory), 0, ALL);
    assertThat(count(cache(directory), 0, ALL)).isEqualTo(ALL);
  }

  @Test
  void directoryInPlaceOfTheFile_disablesTheCacheOnly() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(count(cache(directory), 0, 10)).isZero();
    add(cache(directory), 0, 10);
    assertThat(file).isDirectory();
  }

  @Test
  void leftoverOfAKilledCompaction_isOverwritten() throws IOException {
    Files.writeString(
        directory.resolve(CacheFile.NEXT_NAME), "half a file", StandardCharsets.UTF_8);
    assertWorksAgain();
  }
}
