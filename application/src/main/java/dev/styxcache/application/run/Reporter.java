package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Creates run reports and sends them to the listener. */
record Reporter(CacheEvents events, Clock clock) {

  RunReport hit(Call call, CacheKey key, Path entry, Optional<Duration> storedRun) {
    return report(call, Status.HIT, Optional.of(key), Optional.of(entry), storedRun, "");
  }

  RunReport miss(Call call, CacheKey key, Path entry, String reason) {
    return report(
        call, Status.MISS, Optional.of(key), Optional.of(entry), Optional.empty(), reason);
  }

  RunReport withoutEntry(Call call, Status status, Optional<CacheKey> key, String reason) {
    return report(call, status, key, Optional.empty(), Optional.empty(), reason);
  }

  private RunReport report(
      Call call,
      Status status,
      Optional<CacheKey> key,
      Optional<Path> entry,
      Optional<Duration> storedRun,
      String reason) {
    Duration took = Duration.between(call.started(), clock.instant());
    Optional<Duration> saved =
        storedRun.isPresent()
            ? Optional.of(RunReport.atLeastZero(storedRun.get().minus(took)))
            : Optional.empty();
    RunReport report = new RunReport(call.metadata(), status, key, entry, took, saved, reason);
    events.finished(report);
    return report;
  }
}
