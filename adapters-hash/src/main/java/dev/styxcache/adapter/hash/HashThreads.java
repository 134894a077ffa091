package dev.styxcache.adapter.hash;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that read and digest files. They end by themselves, and keep no JVM from ending. */
final class HashThreads {

  /** More do not read faster from one disk. */
  static final int MOST_THREADS = 16;

  /** As many as can digest at once, and two at least, so that one digests while the other reads. */
  static final int COUNT =
      Math.max(2, Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS));

  private static final long IDLE_SECONDS = 2;

  private HashThreads() {}

  static ExecutorService start() {
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
