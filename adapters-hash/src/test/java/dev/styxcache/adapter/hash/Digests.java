package dev.styxcache.adapter.hash;

import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.domain.key.ContentHash;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Digests for tests. */
final class Digests {

  private Digests() {}

  static ContentHasher hasher() {
    return Implementation.AUTO.hasher();
  }

  static HashedContent content(Path path) {
    return hasher().hash(List.of(path)).get(0);
  }

  /** What all implementations say. */
  static ContentHash of(Path path) {
    Set<ContentHash> digests = new HashSet<>();
    for (Implementation implementation : Implementation.available()) {
      digests.add(implementation.hasher().hash(List.of(path)).get(0).hash());
    }
    if (digests.size() != 1) {
      throw new AssertionError("implementations differ about " + path);
    }
    return digests.iterator().next();
  }

  static ContentHash of(byte[] bytes) {
    Blake3.Hash hash = new RctcwyvrnBlake3().begin();
    hash.update(bytes, bytes.length);
    return ContentHash.of(hash.digest());
  }

  static ContentHash of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a tree's digest is the digest of, written down by hand. */
  static final class Tree {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream data = new DataOutputStream(bytes);

    Tree text(String text) throws IOException {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      data.writeInt(utf8.length);
      data.write(utf8);
      return this;
    }

    Tree file(String path, String content) throws IOException {
      return text(path).digest(Digests.of(content));
    }

    Tree digest(ContentHash hash) throws IOException {
      data.write(hash.bytes());
      return this;
    }

    Tree number(int number) throws IOException {
      data.writeInt(number);
      return this;
    }

    Tree kind(char kind) throws IOException {
      data.writeByte(kind);
      return this;
    }

    ContentHash hash() {
      return Digests.of(bytes.toByteArray());
    }
  }
}
