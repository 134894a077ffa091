package dev.styxcache.adapter.hash;

import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelKind;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/** What a thread needs to read and digest; used again and again. For one thread at a time. */
final class Workspace {

  /** What begins at a multiple of this is read fastest. */
  static final int ALIGNMENT = 64;

  /** The largest buffer: a subtree, or a file as large with one byte more to see its end. */
  static final int MOST_BYTES = Kernel.SUBTREE_BYTES + ALIGNMENT;

  private static final int LEAST_BYTES = 1 << 14;

  final int[] chainingValue = new int[Kernel.CHAINING_WORDS];
  private final Map<KernelKind, Kernel> kernels = new EnumMap<>(KernelKind.class);
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  /** The kernel of a kind, which is made when it is first needed. */
  Kernel kernel(KernelKind kind) {
    return kernels.computeIfAbsent(kind, KernelKind::create);
  }

  /**
   * An empty buffer of the kind that files are read into without a copy.
   *
   * @param bytes how many bytes it must hold, at most {@link #MOST_BYTES}
   */
  ByteBuffer buffer(int bytes) {
    if (buffer.capacity() < bytes) {
      int capacity = Math.max(LEAST_BYTES, Math.min(MOST_BYTES, 2 * Integer.highestOneBit(bytes)));
      buffer = ByteBuffer.allocateDirect(capacity + ALIGNMENT).alignedSlice(ALIGNMENT);
    }
    return buffer.clear();
  }
}
