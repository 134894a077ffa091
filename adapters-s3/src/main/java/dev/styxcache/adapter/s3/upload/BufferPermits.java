package dev.styxcache.adapter.s3.upload;

import dev.styxcache.application.api.RunInterruptedException;
import java.util.concurrent.Semaphore;

/**
 * Semaphore that bounds the memory of large buffers in the whole process, since the heap is that of
 * the process. Safe for use by many threads.
 */
final class BufferPermits {

  /** Compressing uses one processor each; more in parallel would only use more memory. */
  static final int COMPRESSING_AT_ONCE =
      Math.min(Runtime.getRuntime().availableProcessors() + 1, 8);

  /** For contents of at most 4 MiB that are compressed, and the result. */
  static final BufferPermits COMPRESSING = new BufferPermits(COMPRESSING_AT_ONCE);

  /** For large contents that are divided into compressed parts. */
  static final BufferPermits DIVIDING = new BufferPermits(1);

  /** For compressed parts that are uploaded. */
  static final BufferPermits PARTS = new BufferPermits(6);

  private final Semaphore permits;

  private BufferPermits(int count) {
    this.permits = new Semaphore(count, true);
  }

  /** Waits for a permit; {@link #release} returns it. */
  void acquire() {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException("interrupted while an entry was pushed", e);
    }
  }

  void release() {
    permits.release();
  }
}
