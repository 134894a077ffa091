package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.testing.RecordingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of all sizes, alone and in batches, compared with the reference. */
@ParameterizedClass
@MethodSource("implementations")
class FilesOfAllSizesTest {

  private static final int MIB = 1 << 20;
  private static final int[] SIZES = {
    0,
    1,
    63,
    64,
    65,
    1023,
    1024,
    1025,
    4096,
    16_383,
    16_384,
    16_385,
    131_072,
    500_000,
    MIB - 4096,
    MIB - 65,
    MIB - 1,
    MIB,
    MIB + 1,
    2 * MIB - 1,
    2 * MIB,
    2 * MIB + 1,
    7 * MIB + 12_345
  };

  @Parameter private Implementation implementation;
  @TempDir private Path directory;

  static List<Implementation> implementations() {
    return Implementation.available();
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  private static byte[] content(int size, long seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }

  @Test
  void file_hasTheDigestOfTheReference_withAndWithoutHelpers() throws IOException {
    ExecutorService helpers = Executors.newFixedThreadPool(3);
    try {
      for (int size : SIZES) {
        byte[] content = content(size, size);
        Path file = file("file", content);
        RecordingProgress read = new RecordingProgress();
        Optional<ContentHash> expected = Optional.of(Digests.of(content));
        assertThat(implementation.engine(helpers).digest(file, size, read::done))
            .as("%s bytes", size)
            .isEqualTo(expected);
        assertThat(implementation.engine(late -> {}).digest(file, size, read::done))
            .as("%s bytes, alone", size)
            .isEqualTo(expected);
        assertThat(read.read()).isEqualTo(2L * size);
      }
    } finally {
      helpers.shutdownNow();
    }
  }

  @Test
  void file_ofUnexpectedLength_hasNoDigest() throws IOException {
    for (int size : SIZES) {
      Path file = file("file", content(size, size));
      HashEngine contents = implementation.engine(late -> {});
      assertThat(contents.digest(file, size + 1L, bytes -> {})).as("%s + 1", size).isEmpty();
      assertThat(contents.digest(file, size + 3L * MIB, bytes -> {})).as("%s + 3", size).isEmpty();
      if (size > 0) {
        assertThat(contents.digest(file, size - 1L, bytes -> {})).as("%s - 1", size).isEmpty();
      }
    }
  }

  @Test
  void filesOfABatch_haveTheDigestsOfTheReference() throws IOException {
    Random random = new Random(8);
    for (int round = 0; round < 20; round++) {
      List<ContentHash> expected = new ArrayList<>();
      int room = HashEngine.Batch.MAX_BYTES;
      try (HashEngine.Batch batch = implementation.engine(late -> {}).batch(room)) {
        int most = 1 << (4 + random.nextInt(14));
        for (int i = 0; ; i++) {
          int size = random.nextInt(most);
          room -= size + HashEngine.Batch.BYTES_EACH;
          if (room < 0) {
            break;
          }
          byte[] content = content(size, random.nextLong());
          expected.add(Digests.of(content));
          assertThat(batch.add(file("file" + i, content), size, bytes -> {})).isTrue();
        }
        byte[] digests = batch.digests();
        assertThat(digests).hasSize(ContentHash.BYTES * expected.size());
        for (int i = 0; i < expected.size(); i++) {
          byte[] digest = new byte[ContentHash.BYTES];
          System.arraycopy(digests, i * ContentHash.BYTES, digest, 0, ContentHash.BYTES);
          assertThat(ContentHash.of(digest)).isEqualTo(expected.get(i));
        }
      }
    }
  }

  @Test
  void fileOfABatch_ofUnexpectedLength_isDetected() throws IOException {
    Path file = file("file", content(5000, 1));
    for (int size : new int[] {0, 1, 4999, 5001, 100_000, MIB}) {
      try (HashEngine.Batch batch = implementation.engine(late -> {}).batch(MIB + 4096)) {
        assertThat(batch.add(file, size, bytes -> {})).as("%s bytes", size).isFalse();
      }
    }
  }

  @Test
  void manyFilesOfAllSizes_haveTheirDigestsInOrder() throws IOException {
    Random random = new Random(9);
    List<Path> files = new ArrayList<>();
    List<ContentHash> expected = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < 600; i++) {
      int size = i % 100 == 50 ? SIZES[random.nextInt(SIZES.length)] : random.nextInt(20_000);
      byte[] content = content(size, i);
      files.add(file("file" + i, content));
      expected.add(Digests.of(content));
      bytes += size;
    }
    RecordingProgress progress = new RecordingProgress();
    assertThat(implementation.provider().create(progress).hash(files))
        .extracting(file -> file.hash())
        .isEqualTo(expected);
    assertThat(progress.due()).isEqualTo(bytes);
    assertThat(progress.read()).isEqualTo(bytes);
    assertThat(implementation.provider().create(ByteProgress.silent()).hash(List.of(directory)))
        .extracting(tree -> tree.hash())
        .containsExactly(Digests.of(directory));
  }
}
