package dev.styxcache.application.remote;

import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.spi.EntryUpkeep;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Upkeep of the local entries. Those of the remote store are not this machine's to delete; but an
 * entry that is deleted here and made again replaces the one there, which is what whoever refreshes
 * a cache wants.
 */
record SendingUpkeep(EntryUpkeep upkeep, KeysInWork keys) implements EntryUpkeep {

  @Override
  public void recordUse(CacheKey key) {
    upkeep.recordUse(key);
  }

  @Override
  public Path quarantine(CacheKey key) {
    return upkeep.quarantine(key);
  }

  @Override
  public void remove(CacheKey key) {
    upkeep.remove(key);
    keys.removed(key);
  }

  @Override
  public Stream<EntrySummary> list() {
    return upkeep.list();
  }
}
