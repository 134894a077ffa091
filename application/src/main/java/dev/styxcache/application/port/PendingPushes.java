package dev.styxcache.application.port;

import dev.styxcache.domain.key.CacheKey;
import java.util.List;

/**
 * Remembers, across processes, which entries of a local store are still to be sent. A note that is
 * lost costs another machine a run, so nothing here throws, except for who asks for the list. Safe
 * for use by many threads and beside other processes.
 */
public interface PendingPushes {

  /**
   * Notes that an entry is to be sent.
   *
   * @param key the entry
   */
  void note(CacheKey key);

  /**
   * Forgets an entry, since it was sent or need not be.
   *
   * @param key the entry
   */
  void forget(CacheKey key);

  /**
   * The entries that are to be sent.
   *
   * @return the keys, sorted
   * @throws CacheUnavailableException if the store cannot be read
   */
  List<CacheKey> list();
}
