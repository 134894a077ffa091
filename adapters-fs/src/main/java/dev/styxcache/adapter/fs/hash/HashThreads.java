package dev.styxcache.adapter.fs.hash;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that read and digest files. They end by themselves, and keep no JVM from ending. */
final class HashThreads {

  /** More do not read faster from one disk. */
  private static final int MOST_THREADS = 16;

  private static final long IDLE_SECONDS = 2;

  private HashThreads() {}

  static ExecutorService start() {
    int count = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            count,
            count,
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
