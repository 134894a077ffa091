package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.domain.key.CacheKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what the cache does, through SLF4J. Thread-safe. */
public final class LoggingEvents implements CacheEvents {

  private static final Logger LOG = LoggerFactory.getLogger("dev.styxcache");

  /** Creates a listener, which has no state. */
  public LoggingEvents() {}

  @Override
  public void finished(RunReport report) {
    LOG.debug(
        "{} {} {} {}",
        report.status(),
        report.metadata().qualifiedName(),
        report.key().map(CacheKey::abbreviated).orElse("-"),
        report.reason());
  }

  @Override
  public void warning(String message) {
    LOG.warn("{}", message);
  }

  @Override
  public void waiting(CacheKey key, LockHolder holder) {
    LOG.info("waiting for {}, which runs {} already", holder.description(), key.abbreviated());
  }
}
