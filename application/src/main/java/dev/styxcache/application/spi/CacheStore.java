package dev.styxcache.application.spi;

import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;

/**
 * Keeps entries by their key.
 *
 * <p>An entry is there as a whole or not at all, for every reader at every instant. <i>Absent</i>
 * is an entry that is not there or was never finished; <i>damaged</i> is one that contradicts its
 * own manifest; a <i>failure</i> is the store's own and says nothing of the entry. No method waits
 * for another process. Safe for use by many threads, and beside other processes that use the same
 * store.
 */
public interface CacheStore {

  /**
   * Where the entry of a key stands, or would.
   *
   * @param key the key
   * @return an absolute path; always the same for one key
   */
  Path directoryOf(CacheKey key);

  /**
   * Looks for an entry, and checks it against its manifest. Changes nothing.
   *
   * @param key the key
   * @return what there is; a failure of the store is an outcome, not an exception
   */
  Lookup<CacheEntry> find(CacheKey key);

  /**
   * Whether entries can be written now. It is tried in earnest, since a full disk or a read-only
   * mount is not seen by looking.
   *
   * @return the writer, or why there is none
   */
  WriteAccess writeAccess();
}
