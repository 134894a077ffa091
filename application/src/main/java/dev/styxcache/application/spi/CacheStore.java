package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.Optional;

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
   * Looks up an entry as {@link #find} does, and reads the contents of its files where their times
   * do not say that they are unchanged. That takes as long as they are large, so a time limit for
   * {@link #find} does not apply to it.
   *
   * @param key the key
   * @return the outcome; an entry that was written to is corrupt
   */
  default Lookup<CacheEntry> findUnaltered(CacheKey key) {
    Lookup<CacheEntry> lookup = find(key);
    if (!(lookup instanceof Lookup.Found<CacheEntry> found)) {
      return lookup;
    }
    try {
      Optional<String> alteration = found.entry().findAlteration();
      return alteration.isPresent() ? new Lookup.Corrupt<>(alteration.get()) : lookup;
    } catch (CacheUnavailableException e) {
      return new Lookup.Unavailable<>(e);
    }
  }

  /**
   * Whether entries can be written now. Tested by a real write, because permissions do not reveal a
   * full disk or a read-only mount.
   *
   * @return the writer, or why there is none
   */
  WriteAccess writeAccess();
}
