package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run whose outputs are not stored although the caller already has paths in the entry: the
 * outputs are exposed at those paths for this caller, without becoming an entry.
 */
final class DegradedRun {

  /** Exposes a tree at the path of an entry. */
  interface Exposure {
    void expose(CacheKey key, Path tree);
  }

  private final Call call;
  private final Plan.ThroughCache plan;
  private final Exposure exposure;
  private final FailureHandling failures;
  private final Reporter reporter;

  DegradedRun(
      Call call,
      Plan.ThroughCache plan,
      Exposure exposure,
      FailureHandling failures,
      Reporter reporter) {
    this.call = call;
    this.plan = plan;
    this.exposure = exposure;
    this.failures = failures;
    this.reporter = reporter;
  }

  /** Runs the tool in the base runner's own directory, because the cache provides none. */
  RunReport run(Execution execution, CacheUnavailableException failure) {
    failures.failed(failure);
    call.declared().declareOutputsTo(execution);
    call.run(execution, reporter.events());
    Path outputs = execution.outputFile(".", true);
    try {
      return exposeTree(outputs, failure);
    } catch (CacheUnavailableException e) {
      throw new CacheUnavailableException(
          e.getMessage() + "; the tool's outputs are in " + outputs, e);
    }
  }

  /** Exposes outputs that could not be stored because the cache failed. */
  RunReport expose(Path tree, CacheUnavailableException failure) {
    failures.failed(failure);
    return exposeTree(tree, failure);
  }

  private RunReport exposeTree(Path tree, CacheUnavailableException failure) {
    try {
      exposure.expose(plan.key(), tree);
    } catch (CacheUnavailableException e) {
      e.addSuppressed(failure);
      throw new CacheUnavailableException(
          "the tool ran, but its outputs cannot be shown at "
              + plan.directory()
              + " ("
              + e.getMessage()
              + "). Make room or mend the cache, and run again; the first failure was: "
              + failure.getMessage(),
          e);
    }
    return reporter.withoutEntry(
        call, Status.DEGRADED, Optional.of(plan.key()), String.valueOf(failure.getMessage()));
  }

  /** Exposes outputs that only this caller may use. */
  RunReport exposeUnstored(Staging staging, String reason) {
    failures.warn(reason);
    exposure.expose(plan.key(), staging.directory());
    return reporter.withoutEntry(call, Status.DEGRADED, Optional.of(plan.key()), reason);
  }
}
