package dev.styxcache.adapter.hash.cache;

import static dev.styxcache.adapter.hash.cache.MemoCase.known;
import static dev.styxcache.adapter.hash.cache.MemoCase.memo;
import static dev.styxcache.adapter.hash.cache.MemoCase.remember;
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
 * Memos that something has happened to: never a wrong digest (which {@link MemoCase#known} looks
 * for), never an error, and after the next round they work again.
 */
class DamagedMemoTest {

  /** Most sorted, some appended. */
  private static final int SORTED = 2_000;

  private static final int ALL = 2_100;

  @TempDir private Path disk;
  private Path directory;
  private Path file;

  @BeforeEach
  void fill() {
    directory = disk.resolve("memo");
    file = directory.resolve(MemoFile.NAME);
    remember(memo(directory), 0, SORTED);
    remember(memo(directory), SORTED, ALL);
  }

  private void assertWorksAgain() {
    FileMemo reader = memo(directory);
    known(reader, 0, ALL);
    remember(memo(directory), 10_000, 10_100);
    assertThat(known(memo(directory), 10_000, 10_100)).isEqualTo(100);
    remember(memo(directory), 20_000, 23_000);
    FileMemo next = memo(directory);
    known(next, 0, ALL);
    assertThat(known(next, 20_000, 23_000)).isEqualTo(3_000);
    assertThat(known(next, 10_000, 10_100)).isEqualTo(100);
  }

  @Test
  void fileOfZeros_isMadeAnew() throws IOException {
    Files.write(file, new byte[(int) Files.size(file)]);
    assertThat(known(memo(directory), 0, ALL)).isZero();
    assertWorksAgain();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 95, 96, 97})
  void shortFile_isMadeAnew(int size) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), size));
    assertThat(known(memo(directory), 0, ALL)).isZero();
    assertWorksAgain();
  }

  @Test
  void fileThatIsCutOff_keepsItsBeginning_andGrowsAgain() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
      assertWorksAgain();
    }
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThat(known(memo(directory), 0, ALL)).isEqualTo(ALL - 1);
    remember(memo(directory), ALL, ALL + 1);
    assertThat(known(memo(directory), 0, ALL + 1)).isEqualTo(ALL);
  }

  @Test
  void flippedBits_loseTheirRecordsOnly() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    long seed = 20261125;
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 20; i++) {
        int at = MemoRecords.BYTES + random.nextInt(whole.length - MemoRecords.BYTES);
        damaged[at] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, damaged);
      // A key that seems to lie elsewhere can hide the others of its page, too.
      assertThat(known(memo(directory), 0, ALL)).as("seed %s", seed).isGreaterThan(ALL / 4);
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
  void garbage_isMadeAnew() throws IOException {
    byte[] garbage = new byte[50_000];
    new Random(3).nextBytes(garbage);
    Files.write(file, garbage);
    assertWorksAgain();
  }

  @Test
  void otherVersionsMark_isNotTaken_andItsOwnFileIsLeftAlone() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[7]++;
    Files.write(file, bytes);
    Path newer = Files.writeString(directory.resolve("digests-2"), "newer");
    assertThat(known(memo(directory), 0, ALL)).isZero();
    assertWorksAgain();
    assertThat(newer).hasContent("newer");
  }

  @Test
  void headerThatClaimsMoreThanThereIs_isNotTrusted() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (long claim : new long[] {ALL + 1, Long.MAX_VALUE, -1, 1L << 40}) {
      MemoRecords.put(bytes, 8, claim);
      MemoRecords.put(bytes, 88, MemoRecords.check(bytes, 0));
      Files.write(file, bytes);
      assertWorksAgain();
    }
  }

  @Test
  void memoThatIsDeletedInTheMeantime_isMadeAgain() throws IOException {
    FileMemo open = memo(directory);
    assertThat(known(open, 0, 10)).isEqualTo(10);
    Files.delete(file);
    Files.delete(directory.resolve(MemoFile.LOCK_NAME));
    Files.delete(directory);
    open.remember(MemoCase.key(ALL), MemoCase.hash(ALL));
    open.flush();
    assertThat(known(open, 0, ALL + 1)).isBetween(0, ALL);
    remember(memo(directory), 0, ALL);
    assertThat(known(memo(directory), 0, ALL)).isEqualTo(ALL);
  }

  @Test
  void directoryInPlaceOfTheFile_isNoErrorForWhoeverHashes() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    assertThat(known(memo(directory), 0, 10)).isZero();
    remember(memo(directory), 0, 10);
    assertThat(file).isDirectory();
  }

  @Test
  void leftoverOfACompactionThatDied_isInNobodysWay() throws IOException {
    Files.writeString(directory.resolve(MemoFile.NEXT_NAME), "half a file", StandardCharsets.UTF_8);
    assertWorksAgain();
  }
}
