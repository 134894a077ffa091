package dev.styxcache.application.spi;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Writes entries into a store. Safe for use by many threads and beside other processes. */
public interface EntryWriter {

  /**
   * Opens an empty staging folder for a run without mutable inputs.
   *
   * @param key the key of the entry that it may become
   * @return the staging; to be closed
   * @throws CacheUnavailableException if none can be made
   */
  default Staging stage(CacheKey key) {
    return stage(key, List.of());
  }

  /**
   * Opens an empty staging folder for a run.
   *
   * @param key the key of the entry that it may become
   * @param mutableInputs the inputs that the run may change, as absolute paths; what must be known
   *     of them before the run is noted now
   * @return the staging; to be closed
   * @throws CacheUnavailableException if none can be made
   */
  Staging stage(CacheKey key, Collection<Path> mutableInputs);

  /**
   * Lets a tree stand where the entry of a key would, without making it an entry: for a caller to
   * whom the paths were promised, when the outputs must not be served to others. The next run with
   * this key replaces it.
   *
   * @param key the key
   * @param tree the tree; a folder of {@link Staging#directory} is moved, any other is linked to
   * @throws CacheUnavailableException if it cannot be done; the tree is where it was
   */
  void expose(CacheKey key, Path tree);
}
