package dev.styxcache.blake3;

import static dev.styxcache.blake3.Kernel.SUBTREE_BYTES;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Digests large inputs in memory with several threads, which take subtrees from a counter. The
 * digest never depends on who takes which. Safe for use by many threads.
 */
public final class MemoryDigest {

  private final Supplier<Kernel> kernels;
  private final Executor executor;
  private final int threads;

  /**
   * A new one.
   *
   * @param kernels makes a kernel for each thread of each digest
   * @param executor runs all threads but the first, which is the caller's
   * @param threads how many threads there may be, at least 1
   */
  public MemoryDigest(Supplier<Kernel> kernels, Executor executor, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a digest takes at least 1 thread, not " + threads);
    }
    this.kernels = kernels;
    this.executor = executor;
    this.threads = threads;
  }

  /**
   * Digests a whole input.
   *
   * @param data the input, from position to limit, which stay as they are
   * @return the digest, of {@link Kernel#DIGEST_BYTES} bytes
   */
  public byte[] hash(ByteBuffer data) {
    if (data.remaining() <= SUBTREE_BYTES) {
      return kernels.get().hash(data);
    }
    TreeMerge merge = new TreeMerge(data.remaining());
    Round round = new Round(kernels, data, merge);
    try {
      for (long i = 1; i < Math.min(threads, merge.subtrees()); i++) {
        executor.execute(round::join);
      }
      round.join();
    } finally {
      round.end();
    }
    byte[] digest = new byte[Kernel.DIGEST_BYTES];
    merge.digest(digest, 0);
    return digest;
  }

  /** One digest. Whoever joins late finds nothing to do, and is not waited for. */
  private static final class Round {

    private final Supplier<Kernel> kernels;
    private final ByteBuffer data;
    private final TreeMerge merge;
    private final AtomicLong next = new AtomicLong();
    private final Phaser busy = new Phaser(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Round(Supplier<Kernel> kernels, ByteBuffer data, TreeMerge merge) {
      this.kernels = kernels;
      this.data = data;
      this.merge = merge;
    }

    void join() {
      if (busy.register() < 0) {
        return;
      }
      try {
        work(data.duplicate());
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
        next.set(merge.subtrees());
      } finally {
        busy.arriveAndDeregister();
      }
    }

    private void work(ByteBuffer data) {
      Kernel kernel = kernels.get();
      int[] cv = new int[Kernel.CHAINING_WORDS];
      int begin = data.position();
      int end = data.limit();
      for (long i = next.getAndIncrement(); i < merge.subtrees(); i = next.getAndIncrement()) {
        int from = begin + (int) i * SUBTREE_BYTES;
        data.limit(from + Math.min(end - from, SUBTREE_BYTES)).position(from);
        kernel.subtree(data, i * (SUBTREE_BYTES / Format.CHUNK_BYTES), cv, 0);
        merge.add(i, cv, 0);
      }
    }

    /** Ends the round: afterwards nobody reads the caller's buffer any more. */
    void end() {
      next.set(merge.subtrees());
      busy.awaitAdvance(busy.arriveAndDeregister());
      Throwable cause = failure.get();
      if (cause instanceof Error error) {
        throw error;
      } else if (cause instanceof RuntimeException exception) {
        throw exception;
      }
    }
  }
}
