package dev.styxcache.adapter.hash;

import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelSelector;
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
  private final Map<Kernel.Kind, Kernel> kernels = new EnumMap<>(Kernel.Kind.class);
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  /** The kernel of the kind that is selected at the moment; created when it is first needed. */
  Kernel kernel(KernelSelector selector) {
    return kernels.computeIfAbsent(selector.current(), Kernel.Kind::create);
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
