package dev.styxcache.application.store;

import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;

/** A store that grants no writing. */
record ReadOnlyStore(CacheStore store) implements CacheStore {

  @Override
  public Path directoryOf(CacheKey key) {
    return store.directoryOf(key);
  }

  @Override
  public Lookup find(CacheKey key) {
    return store.find(key);
  }

  @Override
  public WriteAccess writeAccess() {
    return new WriteAccess.ReadOnly();
  }
}
