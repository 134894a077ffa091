package dev.styxcache.cli.caching;

import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Records the events of the cache. */
final class RecordingEvents implements CacheEvents {

  final List<RunReport> reports = new CopyOnWriteArrayList<>();
  final List<CacheKey> keys = new CopyOnWriteArrayList<>();
  final List<String> warnings = new CopyOnWriteArrayList<>();
  final List<String> waits = new CopyOnWriteArrayList<>();
  final CountDownLatch someoneWaits = new CountDownLatch(1);

  @Override
  public void keyed(Metadata metadata, CacheKey key) {
    keys.add(key);
  }

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
    waits.add(holder.description());
    someoneWaits.countDown();
  }

  RunReport last() {
    return reports.get(reports.size() - 1);
  }
}
