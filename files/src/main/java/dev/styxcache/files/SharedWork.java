package dev.styxcache.files;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Numbered work items that a thread processes with the help of others. Every thread takes the next
 * number from a counter.
 *
 * <p>The thread waits only for items that a helper has begun. It finishes even if no helper ever
 * runs, so that the threads of one pool can help each other without a deadlock.
 */
public final class SharedWork {

  /** The state that one thread needs to process items. */
  public interface Worker extends AutoCloseable {
    /**
     * Processes an item.
     *
     * @param number its number, from 0
     * @throws IOException to end the work
     */
    void process(long number) throws IOException;

    @Override
    default void close() {}
  }

  /** Creates workers. */
  public interface WorkerFactory {
    /**
     * Creates the worker of a thread that has an item to process.
     *
     * @return a new worker, which is closed by the same thread
     */
    Worker create();
  }

  private final long items;
  private final WorkerFactory factory;
  private final AtomicLong next = new AtomicLong();
  private final Phaser busy = new Phaser(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private SharedWork(long items, WorkerFactory factory) {
    this.items = items;
    this.factory = factory;
  }

  /**
   * Processes all items. After the first failure no further item is begun.
   *
   * @param items number of items
   * @param helpers maximum number of helping threads
   * @param executor runs the helpers, at some time or never
   * @param factory creates the worker of each thread
   * @throws IOException if an item fails with it; a failure on the calling thread comes first
   */
  public static void run(long items, long helpers, Executor executor, WorkerFactory factory)
      throws IOException {
    SharedWork work = new SharedWork(items, factory);
    try {
      for (long i = 0; i < Math.min(helpers, items - 1); i++) {
        executor.execute(work::help);
      }
      work.processItems();
    } finally {
      work.end();
    }
    work.throwFailure();
  }

  private void help() {
    // Negative: the work has ended, and nobody waits.
    if (busy.register() < 0) {
      return;
    }
    try {
      processItems();
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      next.set(items);
    } finally {
      busy.arriveAndDeregister();
    }
  }

  private void processItems() throws IOException {
    long number = next.getAndIncrement();
    if (number < items) {
      try (Worker worker = factory.create()) {
        for (; number < items; number = next.getAndIncrement()) {
          worker.process(number);
        }
      }
    }
  }

  /** Waits until no thread processes an item any more. */
  private void end() {
    next.set(items);
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
