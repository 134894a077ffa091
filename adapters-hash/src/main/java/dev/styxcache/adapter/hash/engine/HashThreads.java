package dev.styxcache.adapter.hash.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates the threads that read and hash files: daemons that end when they are idle. */
public final class HashThreads {

  /** Maximum number of threads; more do not read faster from one disk. */
  static final int MAX_THREADS = 16;

  /** Number of threads: one per processor, at least two, so that one hashes while one reads. */
  public static final int COUNT =
      Math.max(2, Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS));

  private static final long IDLE_SECONDS = 2;

  private HashThreads() {}

  /**
   * Creates a pool.
   *
   * @return a pool of {@link #COUNT} threads, which need not be shut down
   */
  public static ExecutorService start() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            COUNT,
            COUNT,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "styxcache-hash-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
