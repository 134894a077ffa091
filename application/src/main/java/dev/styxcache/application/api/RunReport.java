package dev.styxcache.application.api;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a run came to its end.
 *
 * @param metadata the tool
 * @param status how
 * @param key its key, where one was made
 * @param entry where its entry stands, where it has one
 * @param duration how long the call took
 * @param saved for a hit, how long the stored run took, where the entry says so
 * @param reason why it was no hit, for people; empty for a hit
 */
public record RunReport(
    Metadata metadata,
    Status status,
    Optional<CacheKey> key,
    Optional<Path> entry,
    Duration duration,
    Optional<Duration> saved,
    String reason) {

  /** How a run came to its end. */
  public enum Status {
    /** An entry was served, and the tool did not run. */
    HIT,
    /** The tool ran. */
    MISS,
    /** The tool ran without the cache, as the caller wanted. */
    BYPASSED,
    /**
     * The tool ran without the cache, or its outputs were not stored, since something was wrong.
     */
    DEGRADED
  }
}
