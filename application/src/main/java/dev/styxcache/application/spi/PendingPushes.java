package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.domain.key.CacheKey;
import java.util.List;

/**
 * Remembers, across processes, which entries of a local store are still to be sent, and where to:
 * what one place lacks another one may have. A note that is lost costs another machine a run, so
 * nothing here throws, except for who asks for the list. Safe for use by many threads and beside
 * other processes.
 */
public interface PendingPushes {

  /**
   * Notes that an entry is to be sent.
   *
   * @param place the name of the place where it is to be sent
   * @param key the entry
   */
  void note(String place, CacheKey key);

  /**
   * Forgets an entry, since it was sent or need not be.
   *
   * @param place the name of the place
   * @param key the entry
   */
  void forget(String place, CacheKey key);

  /**
   * The entries that are to be sent.
   *
   * @param place the name of the place
   * @return the keys, sorted
   * @throws CacheUnavailableException if the store cannot be read
   */
  List<CacheKey> list(String place);
}
