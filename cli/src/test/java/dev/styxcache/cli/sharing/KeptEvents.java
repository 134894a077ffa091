package dev.styxcache.cli.sharing;

import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.domain.key.CacheKey;
import java.util.List;

/** Keeps what the cache tells. */
record KeptEvents(List<RunReport> reports, List<String> warnings) implements CacheEvents {

  @Override
  public void finished(RunReport report) {
    reports.add(report);
  }

  @Override
  public void warning(String message) {
    warnings.add(message);
  }

  @Override
  public void waiting(CacheKey key, LockHolder holder) {
    // Of no interest here.
  }
}
