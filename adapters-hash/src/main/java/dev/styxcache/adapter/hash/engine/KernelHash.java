package dev.styxcache.adapter.hash.engine;

import static dev.styxcache.blake3.Kernel.CHAINING_WORDS;
import static dev.styxcache.blake3.Kernel.DIGEST_BYTES;
import static dev.styxcache.blake3.Kernel.SUBTREE_BYTES;

import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.blake3.TreeMerge;
import dev.styxcache.domain.tree.StreamingHash;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Hashes a stream of bytes of unknown length with kernels. */
final class KernelHash implements StreamingHash {

  private static final int FIRST_BYTES = 1 << 12;
  private static final int FIRST_SUBTREES = 4;
  private static final int SUBTREE_CHUNKS = SUBTREE_BYTES / 1024;

  private final KernelSelector kernels;

  /** The bytes after the last hashed subtree; not empty at the end, unless nothing was added. */
  private byte[] rest = new byte[FIRST_BYTES];

  private int restBytes;
  private int[] chainingValues = new int[FIRST_SUBTREES * CHAINING_WORDS];
  private int subtrees;

  KernelHash(KernelSelector kernels) {
    this.kernels = kernels;
  }

  @Override
  public void update(byte[] bytes, int length) {
    int from = 0;
    while (from < length) {
      if (restBytes == SUBTREE_BYTES) {
        endSubtree();
      }
      int count = Math.min(length - from, SUBTREE_BYTES - restBytes);
      if (restBytes + count > rest.length) {
        int wanted = Math.max(restBytes + count, 2 * rest.length);
        rest = Arrays.copyOf(rest, Math.min(SUBTREE_BYTES, wanted));
      }
      System.arraycopy(bytes, from, rest, restBytes, count);
      restBytes += count;
      from += count;
    }
  }

  private void endSubtree() {
    int at = subtrees * CHAINING_WORDS;
    if (at == chainingValues.length) {
      chainingValues = Arrays.copyOf(chainingValues, 2 * at);
    }
    ByteBuffer data = ByteBuffer.wrap(rest, 0, restBytes);
    kernels.announce(restBytes);
    Workspace workspace = Workspace.take();
    try {
      long firstChunk = (long) subtrees * SUBTREE_CHUNKS;
      workspace.kernel(kernels).subtree(data, firstChunk, chainingValues, at);
    } finally {
      workspace.giveBack();
    }
    subtrees++;
    restBytes = 0;
  }

  @Override
  public byte[] digest() {
    byte[] digest = new byte[DIGEST_BYTES];
    if (subtrees > 0) {
      long length = (long) subtrees * SUBTREE_BYTES + restBytes;
      endSubtree();
      TreeMerge merge = new TreeMerge(length);
      for (int i = 0; i < subtrees; i++) {
        merge.add(i, chainingValues, i * CHAINING_WORDS);
      }
      merge.digest(digest, 0);
      return digest;
    }
    kernels.announce(restBytes);
    Workspace workspace = Workspace.take();
    try {
      workspace.kernel(kernels).hash(ByteBuffer.wrap(rest, 0, restBytes), digest, 0);
    } finally {
      workspace.giveBack();
    }
    return digest;
  }
}
