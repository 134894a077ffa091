package dev.styxcache.application.run;

import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.KeyPayload;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to become of a run. It is decided before the first output path is given to the caller,
 * since a path in the entry is a promise that only a store which can be read or written can keep.
 */
sealed interface Plan {

  /**
   * The run goes past the cache, with the base runner's own output paths.
   *
   * @param key the key, where it could be made
   * @param status how it will be reported
   * @param reason why
   */
  record PastCache(Optional<CacheKey> key, Status status, String reason) implements Plan {}

  /**
   * The run goes through the cache, with paths in the entry.
   *
   * @param key the key
   * @param payload what it is made of
   * @param canonicalText the payload's text
   * @param directory where the entry stands, or will
   * @param lookup what was found there
   */
  record ThroughCache(
      CacheKey key, KeyPayload payload, String canonicalText, Path directory, Lookup lookup)
      implements Plan {}
}
