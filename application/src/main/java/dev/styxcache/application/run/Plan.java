package dev.styxcache.application.run;

import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The decision how to execute a run. It is made before the caller gets the first output path,
 * because only a store that can be read or written can provide the outputs at a path in the entry.
 */
sealed interface Plan {

  /**
   * The run does not use the cache; output paths are the base runner's own.
   *
   * @param status bypassed, a miss in a read-only cache, or degraded
   * @param key the key; empty if it could not be made
   * @param reason why, for people
   */
  record PastCache(Status status, Optional<CacheKey> key, String reason) implements Plan {}

  /**
   * The run uses the cache; output paths are in the entry.
   *
   * @param keyed the run and its key
   * @param directory the path of the entry, whether or not it exists yet
   * @param lookup what was found there
   */
  record ThroughCache(KeyedRun keyed, Path directory, Lookup<CacheEntry> lookup) implements Plan {

    CacheKey key() {
      return keyed.key();
    }
  }
}
