package dev.styxcache.cli.execution;

import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Tells the user of warnings and waits of the cache; keeps the key and the report. */
final class ConsoleEvents implements CacheEvents {

  private final Consumer<String> notices;
  private final Optional<Path> keepFailed;
  private volatile @Nullable RunReport report;
  private volatile @Nullable CacheKey key;

  /** With the directory that receives what failed tools have made, if the user wants it. */
  ConsoleEvents(Consumer<String> notices, Optional<Path> keepFailed) {
    this.notices = notices;
    this.keepFailed = keepFailed;
  }

  Optional<RunReport> report() {
    return Optional.ofNullable(report);
  }

  /** The key of the run; empty before it is made, and if the run bypasses the cache. */
  Optional<CacheKey> key() {
    return Optional.ofNullable(key);
  }

  @Override
  public void keyed(Metadata metadata, CacheKey made) {
    key = made;
  }

  @Override
  public void finished(RunReport finished) {
    report = finished;
  }

  @Override
  public void toolFailed(Metadata metadata, Path outputs) {
    if (keepFailed.isEmpty()) {
      return;
    }
    Path target = keepFailed.get();
    try {
      List<String> lost = Exporter.keep(outputs, target);
      show(
          "what the tool has made is in "
              + target
              + (lost.isEmpty() ? "" : ", except " + String.join("; ", lost)));
    } catch (StyxCacheException e) {
      show("warning: " + e.getMessage());
    }
  }

  @Override
  public void warning(String message) {
    show("warning: " + message);
  }

  @Override
  public void waiting(CacheKey key, LockHolder holder) {
    show("waiting for " + holder.description() + ", which is making " + key.abbreviated() + "…");
  }

  /** A closed standard error must not end the run. */
  private void show(String text) {
    try {
      notices.accept(text);
    } catch (StyxCacheException e) {
      LoggerFactory.getLogger(ConsoleEvents.class).debug("not shown: {}", text, e);
    }
  }
}
