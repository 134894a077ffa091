package dev.styxcache.adapter.s3;

import dev.styxcache.blake3.Kernel;
import dev.styxcache.domain.key.ContentHash;
import java.nio.ByteBuffer;

/** Digests contents in memory. */
final class Digests {

  private Digests() {}

  static ContentHash of(byte[] content) {
    return ContentHash.of(Kernel.Kind.SCALAR.create().hash(ByteBuffer.wrap(content)));
  }
}
