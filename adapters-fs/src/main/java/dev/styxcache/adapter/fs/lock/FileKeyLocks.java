package dev.styxcache.adapter.fs.lock;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.spi.KeyLocks;
import dev.styxcache.domain.key.CacheKey;
import java.util.function.Consumer;

/** The locks of the keys of one cache directory. */
public final class FileKeyLocks implements KeyLocks {

  private final EntryLayout layout;
  private final FileLocks locks;

  /**
   * The locks of one cache directory.
   *
   * @param layout the cache directory
   */
  public FileKeyLocks(EntryLayout layout) {
    this.layout = layout;
    this.locks = new FileLocks(layout);
  }

  @Override
  public KeyLock acquire(CacheKey key, Consumer<LockHolder> onWait) {
    return locks.acquire(layout.keyLock(key), onWait);
  }
}
