package dev.styxcache.application.spi;

import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.key.CacheKey;
import java.util.function.Consumer;

/**
 * Lets one run at a time work at a key, among threads and among processes, so that concurrent calls
 * run the tool once.
 *
 * <p>An economy, not a guard: the store is correct without. So where locks cannot be had, {@link
 * #acquire} returns at once as if the lock had been free. A lock whose process has died is free at
 * once.
 */
public interface KeyLocks {

  /**
   * Takes the lock of a key, waiting for whoever has it.
   *
   * @param key the key
   * @param onWait is told on whom is waited, once, before waiting; never called where the lock is
   *     free
   * @return the lock
   * @throws RunInterruptedException if the thread is interrupted while it waits; its interrupt flag
   *     is set
   */
  KeyLock acquire(CacheKey key, Consumer<LockHolder> onWait);

  /** A lock that is held. To be closed by any thread, once. */
  interface KeyLock extends AutoCloseable {
    @Override
    void close();
  }
}
