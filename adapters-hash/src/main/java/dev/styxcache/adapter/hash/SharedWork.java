package dev.styxcache.adapter.hash;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Work in numbered parts, which a thread does together with those that find the time. Whoever is
 * free takes the next number from a counter.
 *
 * <p>The thread waits only for those that have begun a part: it ends as well where no other ever
 * comes, so that threads of a pool can have each other's help.
 */
final class SharedWork {

  /** What one thread needs to do parts. */
  interface Worker extends AutoCloseable {

    /** Does a part. */
    void part(long number) throws IOException;

    @Override
    default void close() {}
  }

  /** Makes what a thread needs, when it begins. */
  interface Workers {
    Worker worker();
  }

  private final long parts;
  private final Workers workers;
  private final AtomicLong next = new AtomicLong();
  private final Phaser busy = new Phaser(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private SharedWork(long parts, Workers workers) {
    this.parts = parts;
    this.workers = workers;
  }

  /**
   * Does work. After the first failure no further part is begun.
   *
   * @param parts how many parts there are
   * @param helpers how many others may help
   * @param executor asks them
   * @throws IOException if a part fails so; the caller's own failure comes first
   */
  static void run(long parts, long helpers, Executor executor, Workers workers) throws IOException {
    SharedWork work = new SharedWork(parts, workers);
    try {
      for (long i = 0; i < Math.min(helpers, parts - 1); i++) {
        executor.execute(work::help);
      }
      work.doParts();
    } finally {
      work.end();
    }
    work.throwFailure();
  }

  private void help() {
    // The phaser has ended where all is done, and nobody waits.
    if (busy.register() < 0) {
      return;
    }
    try {
      doParts();
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      next.set(parts);
    } finally {
      busy.arriveAndDeregister();
    }
  }

  private void doParts() throws IOException {
    long number = next.getAndIncrement();
    if (number < parts) {
      try (Worker worker = workers.worker()) {
        for (; number < parts; number = next.getAndIncrement()) {
          worker.part(number);
        }
      }
    }
  }

  /** Afterwards nobody is at work any more. */
  private void end() {
    next.set(parts);
    busy.awaitAdvance(busy.arriveAndDeregister());
  }

  private void throwFailure() throws IOException {
    Throwable cause = failure.get();
    if (cause instanceof IOException exception) {
      throw exception;
    } else if (cause instanceof RuntimeException exception) {
      throw exception;
    } else if (cause instanceof Error error) {
      throw error;
    }
  }
}
