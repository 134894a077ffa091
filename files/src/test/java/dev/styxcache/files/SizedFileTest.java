package dev.styxcache.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizedFileTest {

  @TempDir private Path directory;

  @Test
  void file_isReadCompletely_evenIfItsSizeHasChanged() throws IOException {
    for (int size : new int[] {0, 1, 2, 1000, 100_000}) {
      byte[] content = new byte[size];
      new Random(size).nextBytes(content);
      Path file = Files.write(directory.resolve("file" + size), content);
      for (int said : new int[] {size, size + 1, size + 5000, 2 * size, size / 3}) {
        assertThat(SizedFile.read(file, said)).as("%s for %s", said, size).isEqualTo(content);
      }
    }
  }
}
