package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.files.process.Commands;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatMemoryTest {

  private static final int FILES = 20_000;

  @TempDir private Path directory;

  /** In a JVM with less than 64 MB, on and off the heap, and as many threads as there ever are. */
  private String hash(Path input) throws Exception {
    return Commands.run(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            "-XX:MaxDirectMemorySize=20m",
            "-XX:ActiveProcessorCount=16",
            "-Xshare:auto",
            "-Dsun.jnu.encoding=UTF-8",
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            System.getProperty("java.class.path"),
            AnotherUser.Main.class.getName(),
            input.toString())
        .trim();
  }

  @Test
  void file_ofAnySize_isHashedInLittleMemory() throws Exception {
    Path file = directory.resolve("file");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(300_000_000);
    }
    assertThat(hash(file)).isEqualTo(Digests.content(file).hash().hex());
  }

  @Test
  void tree_ofFilesOfAllSizes_isHashedInLittleMemory() throws Exception {
    for (int i = 0; i < 200; i++) {
      try (RandomAccessFile sparse =
          new RandomAccessFile(directory.resolve("file" + i).toFile(), "rw")) {
        sparse.setLength(i % 20 == 0 ? 20_000_000 : 10_000 * i);
      }
    }
    assertThat(hash(directory)).isEqualTo(Digests.content(directory).hash().hex());
  }

  @Test
  void tree_ofManyFiles_isHashedInLittleMemory() throws Exception {
    for (int i = 0; i < FILES; i++) {
      if (i % 1000 == 0) {
        Files.createDirectories(directory.resolve("directory with a long name " + i / 1000));
      }
      Files.writeString(
          directory.resolve(
              "directory with a long name " + i / 1000 + "/and a file with a long name " + i),
          "" + i);
    }
    assertThat(hash(directory)).isEqualTo(Digests.of(directory).hex());
  }
}
