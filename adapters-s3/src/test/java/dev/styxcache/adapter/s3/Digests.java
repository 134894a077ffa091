package dev.styxcache.adapter.s3;

import dev.styxcache.blake3.Kernels;
import dev.styxcache.domain.key.ContentHash;
import java.nio.ByteBuffer;

/** Digests contents in memory. */
final class Digests {

  private Digests() {}

  static ContentHash of(byte[] content) {
    return ContentHash.of(Kernels.scalar().hash(ByteBuffer.wrap(content)));
  }
}
