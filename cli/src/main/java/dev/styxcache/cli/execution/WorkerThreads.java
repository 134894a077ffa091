package dev.styxcache.cli.execution;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Threads that work for a command, and end before it does. */
public final class WorkerThreads {

  private WorkerThreads() {}

  /**
   * Starts threads as they are needed.
   *
   * @param threads their maximum number
   * @param name their name
   * @return the pool; call {@link #stop} before the command ends
   */
  public static ExecutorService pool(int threads, String name) {
    return Executors.newFixedThreadPool(
        threads,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Interrupts unfinished work, and waits until it has ended.
   *
   * @param threads the pool
   */
  public static void stop(ExecutorService threads) {
    threads.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes what a thread threw fit to be thrown by the one that waited for it.
   *
   * @param thrown what it threw
   * @return an exception to be thrown; errors are thrown at once
   */
  public static RuntimeException unchecked(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException failure ? failure : new IllegalStateException(thrown);
  }
}
