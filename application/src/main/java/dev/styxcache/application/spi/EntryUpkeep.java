package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Looks after the entries of a store, beside their use. Safe for use by many threads and beside
 * other processes.
 */
public interface EntryUpkeep {

  /**
   * Notes that an entry was used now. Where this cannot be noted, the entry only seems older than
   * it is, so nothing is thrown.
   *
   * @param key the entry
   */
  void recordUse(CacheKey key);

  /**
   * Sets an entry aside, so that it is not found again but can be looked into.
   *
   * @param key the entry
   * @return where it is now
   * @throws CacheUnavailableException if it cannot be moved
   */
  Path quarantine(CacheKey key);

  /**
   * Deletes an entry. A reader sees it whole or not at all. An entry that is not there is no error.
   *
   * @param key the entry
   * @throws CacheUnavailableException if it cannot be deleted
   */
  void remove(CacheKey key);

  /**
   * All entries. Reads no entry's content.
   *
   * @return the entries in no order; to be closed
   * @throws CacheUnavailableException if the store cannot be read
   */
  Stream<EntrySummary> list();
}
