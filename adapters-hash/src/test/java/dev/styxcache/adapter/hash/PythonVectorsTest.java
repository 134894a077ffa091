package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.vectors.KeyRequest;
import dev.styxcache.domain.vectors.KeyVector;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys from files to the end, as Python's styxcache makes them of the same files. */
class PythonVectorsTest {

  @TempDir private Path disk;

  static List<KeyVector> vectors() {
    return KeyVector.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void key_ofFilesOnDisk_isPythons(KeyVector vector) throws IOException {
    assertKey(vector, disk);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void key_ofFilesInMemory_isPythons(KeyVector vector) throws IOException {
    try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
      assertKey(vector, Files.createDirectories(memory.getPath("/work")));
    }
  }

  private static void assertKey(KeyVector vector, Path directory) throws IOException {
    for (Map.Entry<String, KeyVector.Content> file : vector.files().entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.write(path, file.getValue().bytes());
    }
    List<Path> inputs = new ArrayList<>();
    for (KeyRequest.Input input : vector.request().inputs()) {
      Path path = directory.resolve(input.path());
      inputs.add(input.resolveParent() ? Objects.requireNonNull(path.getParent()) : path);
    }
    List<ContentHash> hashes =
        Digests.hasher().hash(inputs).stream().map(content -> content.hash()).toList();
    assertThat(hashes).isEqualTo(vector.inputHashes());
    if (!vector.differsFromPython()) {
      String text = vector.request().payload(hashes).canonicalText();
      assertThat(text).isEqualTo(vector.canonical());
      assertThat(CacheKey.ofCanonicalText(text)).hasToString(vector.key());
    }
  }
}
