package dev.styxcache.application.api;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The outcome of a run, with its key and timing.
 *
 * @param metadata the tool
 * @param status the outcome
 * @param key its key; empty if none was made
 * @param entry the path of its entry; empty if it has none
 * @param duration how long the call took, from the start of the execution
 * @param saved for a hit, how much less that is than the stored run took, at least zero; empty if
 *     the entry does not say
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

  /**
   * A duration, or zero instead of a negative one.
   *
   * @param duration a duration
   * @return the same, or zero
   */
  public static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  /** The outcome of a run. */
  public enum Status {
    /** An entry was served, and the tool did not run. */
    HIT,
    /** The tool ran. */
    MISS,
    /** The tool ran without the cache, as requested. */
    BYPASSED,
    /** The tool ran without the cache, or its outputs were not stored, because of a problem. */
    DEGRADED
  }
}
