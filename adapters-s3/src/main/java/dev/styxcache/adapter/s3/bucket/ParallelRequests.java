package dev.styxcache.adapter.s3.bucket;

import dev.styxcache.application.api.RunInterruptedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A group of tasks that run in parallel and fail together. When one fails, tasks that have not
 * started are cancelled and running ones interrupted. No task runs after {@link #close()}, so that
 * none writes to a directory that was deleted.
 */
public final class ParallelRequests implements AutoCloseable {

  private static final long IDLE_SECONDS = 10;

  private final Executor pool;
  private final Set<Thread> running = new HashSet<>();
  private int outstanding;
  private boolean stopped;
  private @Nullable Throwable failure;

  /**
   * Makes an empty group.
   *
   * @param pool runs the tasks
   */
  public ParallelRequests(Executor pool) {
    this.pool = pool;
  }

  /**
   * Makes a pool for requests. Its threads are daemons, so that they never keep a process alive,
   * and end when they are idle.
   *
   * @param threads maximum number of threads
   * @return the pool
   */
  public static ExecutorService pool(int threads) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "styxcache-s3-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * A task with a result.
   *
   * @param <T> the result
   */
  @FunctionalInterface
  public interface Task<T> {
    /**
     * Runs it.
     *
     * @return the result
     * @throws BucketException if the bucket failed
     * @throws IOException if a local file could not be read
     */
    T run() throws BucketException, IOException;
  }

  /** A task without a result. */
  @FunctionalInterface
  public interface Step {
    /**
     * Runs it.
     *
     * @throws BucketException if the bucket failed
     * @throws IOException if a local file could not be read
     */
    void run() throws BucketException, IOException;
  }

  /**
   * Starts a task; {@link #await} waits for it.
   *
   * @param step the task
   */
  public void start(Step step) {
    CompletableFuture<Boolean> unused =
        submit(
            () -> {
              step.run();
              return true;
            });
  }

  /**
   * Starts a task with a result. It is cancelled if the group has failed.
   *
   * @param task the task
   * @param <T> the result
   * @return the result; {@link #result} waits for it
   */
  public <T> CompletableFuture<T> submit(Task<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    synchronized (this) {
      outstanding++;
    }
    try {
      pool.execute(() -> run(task, result));
    } catch (RejectedExecutionException e) {
      // The store is being closed.
      stop(e);
      result.completeExceptionally(e);
      end();
    }
    return result;
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
      // The interrupt was for this task and must not reach the next one of this thread.
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
   * Waits for the result of a task.
   *
   * @param task what {@link #submit} returned
   * @param <T> the result
   * @return the result
   * @throws BucketException as {@link #await}
   * @throws IOException as {@link #await}
   */
  public <T> T result(Future<T> task) throws BucketException, IOException {
    try {
      return task.get();
    } catch (ExecutionException | CancellationException e) {
      await();
      throw new IllegalStateException("the transfer was cancelled", e);
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
   * Waits for all tasks, or for the first that fails.
   *
   * @throws BucketException error of the first task that failed
   * @throws IOException error of the first task that failed
   * @throws RunInterruptedException if the calling thread is interrupted
   */
  public synchronized void await() throws BucketException, IOException {
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
    throw new IllegalStateException("the transfer was cancelled");
  }

  /** Cancels and interrupts the tasks that have not ended, and waits until they have. */
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
