package dev.styxcache.application.run;

import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import java.util.Optional;

/**
 * Finds calls that are part of the run which makes their entry, as that of a script which calls
 * itself through the cache: it would wait for its own end. Stateless.
 */
final class SelfRecursion {

  /** Number of runs of one key within each other from which on they are refused. */
  private static final int MAX_DEPTH = 8;

  private SelfRecursion() {}

  /**
   * Decides how to execute such a call.
   *
   * @param base its environment names the keys of the runs that this process is part of
   * @return without the cache; empty for any other call
   * @throws ToolNotStartedException if runs of the key are nested too deep to be meant so
   */
  static Optional<Plan> plan(
      Runner base, Metadata metadata, CacheKey key, FailureHandling failures) {
    String keys = base.environment().apply(RedirectableExecution.KEYS).orElse("");
    int depth = 0;
    for (int at = keys.indexOf(key.hex()); at >= 0; at = keys.indexOf(key.hex(), at + 1)) {
      depth++;
    }
    if (depth == 0) {
      return Optional.empty();
    }
    String calls = metadata.qualifiedName() + " calls itself through the cache";
    if (depth >= MAX_DEPTH) {
      throw new ToolNotStartedException(
          ToolNotStartedException.Cause.NOT_EXECUTABLE,
          calls + " without end; let it call the tool itself");
    }
    failures.warn(
        calls + ", so the inner call runs without the cache; let it call the tool itself");
    return Optional.of(
        new Plan.PastCache(
            Status.BYPASSED, Optional.of(key), "the call is part of the run that makes its entry"));
  }
}
