package dev.styxcache.adapter.s3;

import dev.styxcache.adapter.s3.bucket.BucketException;
import dev.styxcache.application.api.RunInterruptedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are made side by side for one purpose. When one fails, those that have not begun
 * are left out and those that have are interrupted; none is left running when this is closed, so
 * that nobody writes to a folder that is no longer there.
 */
final class Tasks implements AutoCloseable {

  private final Executor pool;
  private final Set<Thread> running = new HashSet<>();
  private int outstanding;
  private boolean stopped;
  private @Nullable Throwable failure;

  Tasks(Executor pool) {
    this.pool = pool;
  }

  /** One of them. */
  @FunctionalInterface
  interface Task<T> {
    T run() throws BucketException, IOException;
  }

  /** One without a result. */
  @FunctionalInterface
  interface Step {
    void run() throws BucketException, IOException;
  }

  /** Begins one for which {@link #await} waits. */
  void start(Step step) {
    begin(
        () -> {
          step.run();
          return true;
        },
        new CompletableFuture<>());
  }

  /** Begins one. Its result never comes where all was stopped before. */
  <T> CompletableFuture<T> submit(Task<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    begin(task, result);
    return result;
  }

  private <T> void begin(Task<T> task, CompletableFuture<T> result) {
    synchronized (this) {
      outstanding++;
    }
    try {
      pool.execute(() -> run(task, result));
    } catch (RejectedExecutionException e) {
      // The bucket is being closed.
      stop(e);
      result.completeExceptionally(e);
      end();
    }
  }

  private <T> void run(Task<T> task, CompletableFuture<T> result) {
    try {
      if (mayRun()) {
        result.complete(task.run());
      } else {
        result.cancel(false);
      }
    } catch (BucketException | IOException | RuntimeException | Error e) {
      stop(e);
      result.completeExceptionally(e);
    } finally {
      end();
    }
  }

  private synchronized boolean mayRun() {
    if (!stopped) {
      running.add(Thread.currentThread());
    }
    return !stopped;
  }

  private synchronized void end() {
    if (running.remove(Thread.currentThread()) && stopped) {
      // What was meant for this task must not hit the thread's next one.
      Thread.interrupted();
    }
    outstanding--;
    notifyAll();
  }

  private synchronized void stop(@Nullable Throwable why) {
    if (!stopped) {
      stopped = true;
      failure = why;
      running.stream()
          .filter(thread -> thread != Thread.currentThread())
          .forEach(Thread::interrupt);
    }
  }

  /**
   * Waits for one.
   *
   * @return its result; where it has none, this throws what {@link #await} would
   */
  <T> T result(Future<T> task) throws BucketException, IOException {
    try {
      return task.get();
    } catch (ExecutionException | CancellationException e) {
      await();
      throw new IllegalStateException("the transfer was given up", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private RunInterruptedException interrupted(InterruptedException cause) {
    close();
    Thread.currentThread().interrupt();
    return new RunInterruptedException("interrupted while an entry was transferred", cause);
  }

  /**
   * Waits for all that was begun.
   *
   * @throws RunInterruptedException if the calling thread is interrupted
   */
  synchronized void await() throws BucketException, IOException {
    while (outstanding > 0 && !stopped) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    if (stopped) {
      close();
      rethrow();
    }
  }

  private void rethrow() throws BucketException, IOException {
    if (failure instanceof BucketException e) {
      throw e;
    } else if (failure instanceof IOException e) {
      throw e;
    } else if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    }
    throw new IllegalStateException("the transfer was given up");
  }

  /** Stops what has not ended, and waits until it has. */
  @Override
  public synchronized void close() {
    stop(null);
    boolean interrupted = false;
    while (outstanding > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
