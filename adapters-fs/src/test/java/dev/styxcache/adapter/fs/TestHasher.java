package dev.styxcache.adapter.fs;

import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.InvalidInputException;
import dev.styxcache.domain.key.ContentHash;
import io.github.rctcwyvrn.blake3.Blake3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Digests on any file system, the plain way; a directory's digest is one of its own making. */
public final class TestHasher implements ContentHasher {

  /** Stateless. */
  public TestHasher() {}

  @Override
  public List<HashedContent> hash(List<Path> paths) {
    return paths.stream().map(TestHasher::hash).toList();
  }

  private static HashedContent hash(Path path) {
    ContentHash hash = digest(path);
    return new HashedContent(
        hash, () -> digest(path).equals(hash) ? Optional.empty() : Optional.of(path));
  }

  private static ContentHash digest(Path path) {
    Blake3 blake3 = Blake3.newInstance();
    try {
      if (Files.isDirectory(path)) {
        try (Stream<Path> below = Files.walk(path)) {
          for (Path child : below.sorted().toList()) {
            blake3.update(describe(path, child).getBytes(StandardCharsets.UTF_8));
          }
        }
      } else {
        blake3.update(Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new InvalidInputException("the input " + path + " cannot be read", e);
    }
    return ContentHash.of(HexFormat.of().parseHex(blake3.hexdigest()));
  }

  private static String describe(Path root, Path child) throws IOException {
    String what =
        Files.isSymbolicLink(child)
            ? "-> " + Files.readSymbolicLink(child)
            : Files.isDirectory(child) ? "directory" : digest(child).hex();
    return root.relativize(child) + "\0" + what + "\0";
  }
}
