package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.vectors.KeyRequest;
import dev.styxcache.files.process.Commands;
import dev.styxcache.json.JsonObject;
import dev.styxcache.json.JsonReader;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a cache directory that Python's styxcache wrote. */
class PythonCacheTest {

  @TempDir private Path directory;

  @Test
  void keys_ofTheInputsOfPythonsCache_areTheNamesOfItsEntries() throws Exception {
    Path archive = directory.resolve("python-cache.tar.gz");
    try (InputStream packed = getClass().getResourceAsStream("/vectors/python-cache.tar.gz")) {
      Files.copy(Objects.requireNonNull(packed), archive);
    }
    Commands.run("tar", "xzf", archive.toString(), "-C", directory.toString());
    List<?> entries =
        (List<?>)
            JsonReader.forUsers().read(Files.readAllBytes(directory.resolve("requests.json")));
    assertThat(entries).hasSize(3);
    for (Object entry : entries) {
      JsonObject members = JsonObject.root("the request", entry);
      KeyRequest request = KeyRequest.of(members.object("request"));
      List<Path> inputs =
          request.inputs().stream().map(input -> directory.resolve(input.path())).toList();
      List<ContentHash> hashes =
          Digests.hasher().hash(inputs).stream().map(content -> content.hash()).toList();
      CacheKey key = CacheKey.ofCanonicalText(request.payload(hashes).canonicalText());
      assertThat(key).hasToString(members.text("key"));
      assertThat(directory.resolve("cache").resolve(key.shard()).resolve(key.hex())).isDirectory();
    }
  }
}
