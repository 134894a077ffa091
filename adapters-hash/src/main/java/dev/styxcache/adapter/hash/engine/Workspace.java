package dev.styxcache.adapter.hash.engine;

import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelSelector;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/**
 * The buffer and kernels that a thread hashes with. Workspaces are pooled for the whole process: it
 * has as many as threads have hashed at once, some MiB each, whatever the number of hashers. The
 * pool is safe for use by many threads, a workspace is for one at a time.
 */
final class Workspace {

  /** Alignment of buffers and of files in batches, in bytes; aligned memory is read fastest. */
  static final int ALIGNMENT = 64;

  /** Size of the largest buffer, in bytes: a subtree, with one byte more to see a file's end. */
  static final int MAX_BYTES = Kernel.SUBTREE_BYTES + ALIGNMENT;

  private static final int MIN_BYTES = 1 << 14;

  /** Maximum number of idle workspaces; more are left to the garbage collector. */
  private static final int MAX_IDLE = HashThreads.MAX_THREADS;

  private static final Deque<Workspace> IDLE = new ArrayDeque<>();

  final int[] chainingValue = new int[Kernel.CHAINING_WORDS];
  private final Map<Kernel.Kind, Kernel> kernels = new EnumMap<>(Kernel.Kind.class);
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  private Workspace() {}

  /** Takes a workspace from the pool; to be {@linkplain #giveBack given back}. */
  static Workspace take() {
    synchronized (IDLE) {
      Workspace idle = IDLE.pollFirst();
      return idle == null ? new Workspace() : idle;
    }
  }

  /** The last one is lent first, as its memory is the most likely to be in the caches. */
  void giveBack() {
    synchronized (IDLE) {
      if (IDLE.size() < MAX_IDLE) {
        IDLE.addFirst(this);
      }
    }
  }

  /** The kernel of the kind that is selected at the moment; created when it is first needed. */
  Kernel kernel(KernelSelector selector) {
    return kernels.computeIfAbsent(selector.current(), Kernel.Kind::create);
  }

  /**
   * An empty direct buffer, which files are read into without a copy.
   *
   * @param bytes minimum capacity, at most {@link #MAX_BYTES}
   */
  ByteBuffer buffer(int bytes) {
    if (buffer.capacity() < bytes) {
      int capacity = Math.max(MIN_BYTES, Math.min(MAX_BYTES, 2 * Integer.highestOneBit(bytes)));
      buffer = ByteBuffer.allocateDirect(capacity + ALIGNMENT).alignedSlice(ALIGNMENT);
    }
    return buffer.clear();
  }
}
