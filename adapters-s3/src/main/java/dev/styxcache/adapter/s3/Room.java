package dev.styxcache.adapter.s3;

import dev.styxcache.application.api.RunInterruptedException;
import java.util.concurrent.Semaphore;

/**
 * Room in memory for what is large: so many may hold something at a time, in the whole process,
 * whose heap it is. Whoever comes later waits. Safe for use by many threads.
 */
final class Room {

  /** Compressing takes a processor each; more at once would only take more memory. */
  static final int COMPRESSING_AT_ONCE =
      Math.min(Runtime.getRuntime().availableProcessors() + 1, 8);

  /** Contents that are being compressed, of 4 MiB at most, with what becomes of them. */
  static final Room COMPRESSING = new Room(COMPRESSING_AT_ONCE);

  /** Large contents that are being divided into compressed parts. */
  static final Room DIVIDING = new Room(1);

  /** Compressed parts that are on their way. */
  static final Room PARTS = new Room(6);

  private final Semaphore free;

  private Room(int count) {
    this.free = new Semaphore(count, true);
  }

  /** Waits for room; {@link #leave} gives it back. */
  void enter() {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException("interrupted while an entry was sent", e);
    }
  }

  void leave() {
    free.release();
  }
}
