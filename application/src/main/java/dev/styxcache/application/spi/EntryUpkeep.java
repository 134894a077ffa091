package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Maintenance of a store's entries: last use, quarantine, removal, listing. Safe for concurrent use
 * by threads and processes.
 */
public interface EntryUpkeep {

  /**
   * Records that an entry was used now. Errors are ignored: the entry only looks older than it is.
   *
   * @param key the entry
   */
  void recordUse(CacheKey key);

  /**
   * Quarantines an entry: lookups no longer find it, but it stays available for inspection.
   *
   * @param key the entry
   * @return its path in quarantine
   * @throws CacheUnavailableException if it cannot be moved
   */
  Path quarantine(CacheKey key);

  /**
   * Deletes an entry. Readers see it whole or not at all. Does nothing if the entry is missing.
   *
   * @param key the entry
   * @throws CacheUnavailableException if it cannot be deleted
   */
  void remove(CacheKey key);

  /**
   * Lists all entries. Reads no entry's content.
   *
   * @return the entries in no particular order; the caller closes the stream
   * @throws CacheUnavailableException if the store cannot be read
   */
  Stream<EntrySummary> list();

  /**
   * Lists all entries that can be found, so that one folder that cannot be read does not hide the
   * others. Reads no entry's content.
   *
   * @param unreadable receives a message for people for each folder that cannot be read
   * @return the entries in no particular order; the caller closes the stream
   * @throws CacheUnavailableException if the store itself cannot be read
   */
  default Stream<EntrySummary> list(Consumer<String> unreadable) {
    return list();
  }
}
