package dev.styxcache.application.run;

import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The decision how a run is carried out. It is made before the first output path is given to the
 * caller, since a path in the entry is a promise that only a store which can be read or written can
 * keep.
 */
sealed interface Plan {

  /**
   * The run goes past the cache, with the base runner's own output paths.
   *
   * @param status bypassed, a miss in a read-only cache, or degraded
   * @param key the key, where it could be made
   * @param reason why, for people
   */
  record PastCache(Status status, Optional<CacheKey> key, String reason) implements Plan {}

  /**
   * The run goes through the cache, with paths in the entry.
   *
   * @param keyed the run and its key
   * @param directory where the entry stands, or will
   * @param lookup what was found there
   */
  record ThroughCache(KeyedRun keyed, Path directory, Lookup<CacheEntry> lookup) implements Plan {

    CacheKey key() {
      return keyed.key();
    }
  }
}
