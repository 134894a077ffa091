package dev.styxcache.application.remote;

import dev.styxcache.application.api.RunInterruptedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one thread at a time work at a thing, so that the others find it done. */
final class OneAtATime<K> {

  private final Map<K, ReentrantLock> locks = new ConcurrentHashMap<>();

  <T> T run(K thing, Supplier<T> work) {
    ReentrantLock lock = locks.computeIfAbsent(thing, first -> new ReentrantLock());
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException("interrupted while another thread fetched the entry", e);
    }
    try {
      return work.get();
    } finally {
      // Whoever comes now may get a lock of its own. It then finds the thing done all the same.
      if (!lock.hasQueuedThreads()) {
        locks.remove(thing, lock);
      }
      lock.unlock();
    }
  }
}
