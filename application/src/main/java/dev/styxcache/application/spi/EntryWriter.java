package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;

/** Write access to a store. Safe for concurrent use by threads and processes. */
public interface EntryWriter {

  /**
   * Opens an empty staging directory for a run.
   *
   * @param key the key of the entry that it may become
   * @return the staging; to be closed
   * @throws CacheUnavailableException if none can be made
   */
  Staging stage(CacheKey key);

  /**
   * Exposes a tree at the path of a key's entry without making it an entry. Used when the caller
   * already has output paths in the entry, but the outputs must not be served to other callers. The
   * next run with this key replaces it.
   *
   * @param key the key
   * @param tree the tree; a {@link Staging#directory} is moved, any other directory is linked to
   * @throws CacheUnavailableException if it cannot be exposed; the tree stays where it was
   */
  void expose(CacheKey key, Path tree);
}
