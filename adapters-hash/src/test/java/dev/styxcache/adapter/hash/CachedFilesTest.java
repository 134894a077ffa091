package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.adapter.hash.cache.DigestCache;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.files.process.Tmpfs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files with cached digests, which are not read again. Each hasher stands for a process, which runs
 * some time after the files were made.
 */
@ParameterizedClass
@MethodSource("implementations")
class CachedFilesTest {

  private static final int SIZE = 2 << 20;
  private static final Duration HOUR = Duration.ofHours(1);

  @Parameter private Implementation implementation;
  @TempDir private Path disk;
  private Path cache;
  private Path file;
  private final AtomicInteger reads = new AtomicInteger();

  static List<Implementation> implementations() {
    return Implementation.available();
  }

  @BeforeEach
  void make() throws IOException {
    cache = disk.resolve("cache");
    file = Files.write(Files.createDirectory(disk.resolve("data")).resolve("file"), new byte[SIZE]);
  }

  /** Hashes as a process that starts some time later, and counts its reads. */
  private HashedContent hash(Path path, Duration later, ByteProgress progress) {
    InstantSource clock = InstantSource.offset(InstantSource.system(), later);
    reads.set(0);
    return new FileContentHasher(
            helpers -> HookedEngine.counting(implementation.engine(helpers), reads),
            progress,
            clock,
            Optional.of(new DigestCache(DigestCacheSettings.in(cache), clock)))
        .hash(List.of(path))
        .get(0);
  }

  private HashedContent hash(Path path) {
    return hash(path, HOUR, ByteProgress.silent());
  }

  private void assertRead(Path path) {
    assertThat(hash(path).hash()).isEqualTo(Digests.of(path));
    assertThat(reads).hasPositiveValue();
  }

  private void assertNotRead(Path path) {
    assertThat(hash(path).hash()).isEqualTo(Digests.of(path));
    assertThat(reads).hasValue(0);
  }

  @Test
  void unchangedFile_isNotReadAgain() {
    assertRead(file);
    assertNotRead(file);
  }

  @Test
  void linkToACachedFile_isNotReadAgain() throws IOException {
    Path link = Files.createSymbolicLink(disk.resolve("link"), file);
    assertRead(link);
    assertNotRead(link);
  }

  @Test
  void filesOfATree_areCached_andOnlyAChangedOneIsReadAgain() throws IOException {
    Path tree = disk.resolve("data");
    for (int i = 0; i < 2_000; i++) {
      Files.writeString(tree.resolve("file" + i), "content " + i + "x".repeat(1000));
    }
    assertRead(tree);
    assertNotRead(tree);
    Files.writeString(tree.resolve("file7"), "CONTENT 7" + "x".repeat(1000));
    assertThat(hash(tree).hash()).isEqualTo(Digests.of(tree));
    assertThat(reads).hasValue(1);
  }

  @Test
  void changedFile_isReadAgain_evenWithItsOldSizeAndTime() throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    assertRead(file);
    byte[] other = new byte[SIZE];
    other[SIZE - 1] = 1;
    Files.write(file, other);
    Files.setLastModifiedTime(file, time);
    assertRead(file);
  }

  @Test
  void replacedFile_isReadAgain() throws IOException {
    assertRead(file);
    byte[] other = new byte[SIZE];
    other[0] = 1;
    Path next = Files.write(disk.resolve("next"), other);
    Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    assertRead(file);
  }

  @Test
  void recentlyChangedFile_isNotCached() {
    hash(file, Duration.ZERO, ByteProgress.silent());
    hash(file, Duration.ofSeconds(10), ByteProgress.silent());
    assertThat(reads).hasPositiveValue();
    assertThat(cache.resolve("digests-1")).doesNotExist();
  }

  @Test
  void writeThroughAMapping_thatLeavesTheTimes_neverCausesAWrongDigest() throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      MappedByteBuffer mapped = opened.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
      mapped.put(0, (byte) 1);
      hash(file, Duration.ZERO, ByteProgress.silent());
      // The kernel updates no times for a page that is dirty already.
      mapped.put(1, (byte) 2);
      assertThat(hash(file, Duration.ZERO, ByteProgress.silent()).hash())
          .isEqualTo(Digests.of(file));
    }
  }

  @Test
  void smallInput_doesNotOpenTheCache() throws IOException {
    Path small = Files.writeString(disk.resolve("small"), "x".repeat(5000));
    hash(small);
    hash(small);
    assertThat(reads).hasPositiveValue();
    assertThat(cache).doesNotExist();
  }

  @Test
  void progress_includesCachedFiles() {
    hash(file);
    AtomicLong done = new AtomicLong();
    hash(
        file,
        HOUR,
        new ByteProgress() {
          @Override
          public void due(long bytes) {}

          @Override
          public void done(long bytes) {
            done.addAndGet(bytes);
          }

          @Override
          public void finished() {}
        });
    assertThat(reads).hasValue(0);
    assertThat(done).hasValue(SIZE);
  }

  @Test
  void watchOfACachedFile_detectsChanges() throws IOException {
    hash(file);
    HashedContent known = hash(file);
    assertThat(reads).hasValue(0);
    assertThat(known.watch().findChange()).isEmpty();
    Files.write(file, new byte[SIZE]);
    assertThat(known.watch().findChange()).contains(file);
  }

  @Test
  void filesInMemory_areNotCached() throws IOException {
    try (Tmpfs inMemory = Tmpfs.mount(disk.resolve("tmpfs"), "8m")) {
      assumeTrue(inMemory.isMounted(), inMemory.why());
      Path there = Files.copy(file, inMemory.path().resolve("file"));
      assertRead(there);
      assertRead(there);
    }
  }

  @Test
  void unusableCacheDirectory_disablesTheCacheOnly() throws IOException {
    Files.writeString(cache, "a file");
    assertRead(file);
    assertRead(file);
    assertThat(cache).hasContent("a file");
  }
}
