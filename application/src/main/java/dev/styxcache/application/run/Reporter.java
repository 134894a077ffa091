package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Reports how a run came to its end. */
record Reporter(CacheEvents events, Clock clock) {

  void hit(Call call, Plan.ThroughCache plan, Optional<Duration> saved) {
    report(call, Status.HIT, Optional.of(plan.key()), Optional.of(plan.directory()), saved, "");
  }

  void miss(Call call, Plan.ThroughCache plan, String reason) {
    report(
        call,
        Status.MISS,
        Optional.of(plan.key()),
        Optional.of(plan.directory()),
        Optional.empty(),
        reason);
  }

  void withoutEntry(Call call, Optional<CacheKey> key, Status status, String reason) {
    report(call, status, key, Optional.empty(), Optional.empty(), reason);
  }

  private void report(
      Call call,
      Status status,
      Optional<CacheKey> key,
      Optional<Path> entry,
      Optional<Duration> saved,
      String reason) {
    Duration took = Duration.between(call.started(), clock.instant());
    events.finished(new RunReport(call.metadata(), status, key, entry, took, saved, reason));
  }
}
