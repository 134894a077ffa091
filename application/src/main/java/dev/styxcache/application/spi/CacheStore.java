package dev.styxcache.application.spi;

import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;

/**
 * A local store of entries, addressed by key.
 *
 * <p>Every reader sees an entry whole or not at all. An entry is <i>missing</i> if it does not
 * exist or was never published, and <i>corrupt</i> if it contradicts its own manifest. The store is
 * <i>unavailable</i> if it fails itself, which says nothing about the entry. No method waits for
 * another process. Safe for concurrent use by threads and by processes that share the store.
 */
public interface CacheStore {

  /**
   * The directory of a key's entry, whether or not the entry exists.
   *
   * @param key the key
   * @return an absolute path, always the same for one key
   */
  Path directoryOf(CacheKey key);

  /**
   * Looks up an entry and checks it against its manifest. Changes nothing.
   *
   * @param key the key
   * @return the outcome; a failure of the store is one of them, not an exception
   */
  Lookup<CacheEntry> find(CacheKey key);

  /**
   * Whether entries can be written now. Tested by a real write, because permissions do not reveal a
   * full disk or a read-only mount.
   *
   * @return the writer, or why there is none
   */
  WriteAccess writeAccess();
}
