package dev.styxcache.adapter.s3;

import dev.styxcache.blake3.Kernel;
import dev.styxcache.domain.key.ContentHash;
import java.nio.ByteBuffer;

/** Digests contents in memory. */
public final class Digests {

  private Digests() {}

  /**
   * Digests bytes.
   *
   * @param content the bytes
   * @return their BLAKE3
   */
  public static ContentHash of(byte[] content) {
    return ContentHash.of(Kernel.Kind.SCALAR.create().hash(ByteBuffer.wrap(content)));
  }
}
