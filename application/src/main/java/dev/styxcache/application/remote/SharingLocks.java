package dev.styxcache.application.remote;

import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.spi.KeyLocks;
import dev.styxcache.domain.key.CacheKey;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Locks that tell which keys are in work, and after whose end what was made under them is sent:
 * whoever waits for the entry must not wait for its sending as well.
 */
record SharingLocks(KeyLocks locks, KeysInWork keys, Consumer<CacheKey> send) implements KeyLocks {

  @Override
  public KeyLock acquire(CacheKey key, Consumer<LockHolder> onWait) {
    KeyLock lock = locks.acquire(key, onWait);
    keys.locked(key);
    return new SharingLock(key, lock);
  }

  private final class SharingLock implements KeyLock {

    private final CacheKey key;
    private final KeyLock lock;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SharingLock(CacheKey key, KeyLock lock) {
      this.key = key;
      this.lock = lock;
    }

    @Override
    public void close() {
      lock.close();
      if (closed.compareAndSet(false, true) && keys.unlocked(key)) {
        send.accept(key);
      }
    }
  }
}
