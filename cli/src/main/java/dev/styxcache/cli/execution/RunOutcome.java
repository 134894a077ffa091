package dev.styxcache.cli.execution;

import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a call that came to its end.
 *
 * @param tool the tool as {@code package/name}
 * @param status how it came to its end
 * @param key its key, where one was made
 * @param entry where its entry stands, where it has one
 * @param directory where its outputs are
 * @param outputs the declared outputs by name, in the order of declaration; nothing for one that
 *     was not made
 * @param duration how long it took
 * @param saved for a hit, how long the stored run took, where the entry says so
 * @param reason why it was no hit; empty for a hit
 */
public record RunOutcome(
    String tool,
    Status status,
    Optional<CacheKey> key,
    Optional<Path> entry,
    Path directory,
    Map<String, Optional<Path>> outputs,
    Duration duration,
    Optional<Duration> saved,
    String reason) {

  /** Copies the outputs, keeping their order. */
  public RunOutcome {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }
}
