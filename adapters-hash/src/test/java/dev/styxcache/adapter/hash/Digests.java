package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.adapter.hash.engine.RctcwyvrnEngine;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentHasher.HashedContent;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.tree.StreamingHash;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Digests for tests. */
final class Digests {

  private Digests() {}

  static ContentHasher hasher() {
    return Implementation.AUTO.hasher();
  }

  /** A hasher with an engine of a test, and without a digest cache. */
  static ContentHasher hasher(Function<Executor, HashEngine> engine, ByteProgress progress) {
    return new FileContentHasher(engine, progress, InstantSource.system(), Optional.empty());
  }

  static HashedContent content(Path path) {
    return hasher().hash(List.of(path)).get(0);
  }

  /** The digest, on which all implementations agree. */
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
    StreamingHash hash = new RctcwyvrnEngine().begin();
    hash.update(bytes, bytes.length);
    return ContentHash.of(hash.digest());
  }

  static ContentHash of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes that a tree's digest is the hash of, written by hand. */
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
