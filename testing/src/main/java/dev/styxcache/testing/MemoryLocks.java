package dev.styxcache.testing;

import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.KeyLocks;
import dev.styxcache.domain.key.CacheKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Locks of keys among the threads of one process. Safe for use by many threads. */
final class MemoryLocks implements KeyLocks {

  private final Map<CacheKey, Held> held = new HashMap<>();

  private final class Held implements KeyLock {

    private final CacheKey key;
    private final LockHolder holder =
        new LockHolder("thread " + Thread.currentThread().getName() + " of this process");

    Held(CacheKey key) {
      this.key = key;
    }

    @Override
    public void close() {
      synchronized (held) {
        held.remove(key, this);
        held.notifyAll();
      }
    }
  }

  @Override
  public KeyLock acquire(CacheKey key, Consumer<LockHolder> onWait) {
    Held lock = new Held(key);
    Held other;
    synchronized (held) {
      other = held.putIfAbsent(key, lock);
    }
    if (other == null) {
      return lock;
    }
    onWait.accept(other.holder);
    try {
      synchronized (held) {
        while (held.putIfAbsent(key, lock) != null) {
          held.wait();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException(
          "interrupted while waiting for " + other.holder.description(), e);
    }
    return lock;
  }
}
