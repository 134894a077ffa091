package dev.styxcache.application.store;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.spi.EntryUpkeep;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Upkeep that only looks. */
record ReadOnlyUpkeep(EntryUpkeep upkeep) implements EntryUpkeep {

  @Override
  public void recordUse(CacheKey key) {
    // A read-only cache is not written to for the sake of a time.
  }

  @Override
  public Path quarantine(CacheKey key) {
    throw readOnly(key);
  }

  @Override
  public void remove(CacheKey key) {
    throw readOnly(key);
  }

  @Override
  public Stream<EntrySummary> list() {
    return upkeep.list();
  }

  private static CacheUnavailableException readOnly(CacheKey key) {
    return new CacheUnavailableException(
        "the cache is used read-only, so the entry " + key + " stays as it is");
  }
}
