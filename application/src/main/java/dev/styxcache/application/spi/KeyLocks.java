package dev.styxcache.application.spi;

import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.key.CacheKey;
import java.util.function.Consumer;

/**
 * Per-key locks across threads and processes, so that concurrent calls with the same key run the
 * tool once.
 *
 * <p>An optimisation, not a safeguard: the store is correct without locks. So if locks are
 * unavailable, {@link #acquire} returns at once as if the lock were free. The lock of a dead
 * process is free at once. Thread-safe.
 */
public interface KeyLocks {

  /**
   * Acquires the lock of a key; waits while another run holds it.
   *
   * @param key the key
   * @param onWait receives the holder, once, before the wait; not called if the lock is free
   * @return the lock
   * @throws RunInterruptedException if the thread is interrupted while it waits; its interrupt flag
   *     is set
   */
  KeyLock acquire(CacheKey key, Consumer<LockHolder> onWait);

  /** A lock that is held. Any thread may close it, once. */
  interface KeyLock extends AutoCloseable {
    @Override
    void close();
  }
}
