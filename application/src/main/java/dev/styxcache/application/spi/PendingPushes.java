package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.domain.key.CacheKey;
import java.util.List;

/**
 * A persistent list, per remote store, of the entries of a local store that are still to be pushed.
 * A lost note only costs another machine a run, so errors are ignored, except by {@link #list}.
 * Safe for concurrent use by threads and processes.
 */
public interface PendingPushes {

  /**
   * Notes that an entry is to be pushed.
   *
   * @param remote the name of the remote store to push to
   * @param key the entry
   */
  void note(String remote, CacheKey key);

  /**
   * Removes an entry from the list, because it was pushed or need not be.
   *
   * @param remote the name of the remote store
   * @param key the entry
   */
  void forget(String remote, CacheKey key);

  /**
   * Lists the entries that are to be pushed.
   *
   * @param remote the name of the remote store
   * @return the keys, sorted
   * @throws CacheUnavailableException if the store cannot be read
   */
  List<CacheKey> list(String remote);
}
