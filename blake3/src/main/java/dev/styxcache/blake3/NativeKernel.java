package dev.styxcache.blake3;

import java.nio.ByteBuffer;

/** Hashes in C, many chunks of one or more inputs side by side. */
final class NativeKernel extends Kernel {

  private static final byte[] NOTHING = {};

  private final int set;

  /** Creates a kernel for an instruction set; see {@link NativeCode}. */
  NativeKernel(int set) {
    this.set = set;
  }

  @Override
  void tree(ByteBuffer data, int from, int length, long firstChunk, int root, int[] cv, int at) {
    boolean done;
    if (length == 0) {
      done = NativeCode.tree(set, null, NOTHING, 0, 0, firstChunk, root, cv, at);
    } else if (data.isDirect()) {
      done = NativeCode.tree(set, data, null, from, length, firstChunk, root, cv, at);
    } else if (data.hasArray()) {
      int begin = data.arrayOffset() + from;
      done = NativeCode.tree(set, null, data.array(), begin, length, firstChunk, root, cv, at);
    } else {
      byte[] copy = new byte[length];
      data.get(from, copy);
      done = NativeCode.tree(set, null, copy, 0, length, firstChunk, root, cv, at);
    }
    requireDone(done);
  }

  @Override
  void forest(ByteBuffer data, int[] offsets, int[] lengths, int count, byte[] digests) {
    boolean accessible = data.hasArray() || (data.isDirect() && data.capacity() > 0);
    int begin = 0;
    for (int i = 0; i < count; i++) {
      if (!accessible || lengths[i] > SUBTREE_BYTES) {
        together(data, offsets, lengths, begin, i, digests);
        hash(data, offsets[i], lengths[i], digests, i * DIGEST_BYTES);
        begin = i + 1;
      }
    }
    together(data, offsets, lengths, begin, count, digests);
  }

  private void together(
      ByteBuffer data, int[] offsets, int[] lengths, int begin, int end, byte[] digests) {
    int count = end - begin;
    if (count == 0) {
      return;
    }
    requireDone(
        data.isDirect()
            ? NativeCode.batch(set, data, null, 0, offsets, lengths, begin, count, digests)
            : NativeCode.batch(
                set,
                null,
                data.array(),
                data.arrayOffset(),
                offsets,
                lengths,
                begin,
                count,
                digests));
  }

  private static void requireDone(boolean done) {
    if (!done) {
      throw new IllegalStateException("native code cannot access the buffer");
    }
  }
}
