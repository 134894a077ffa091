package dev.styxcache.cli.execution;

import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store that remembers which key was last looked for, since a run that fails makes no report that
 * could name it.
 */
final class KeyNote implements CacheStore {

  private final CacheStore store;
  private volatile @Nullable CacheKey key;

  KeyNote(CacheStore store) {
    this.store = store;
  }

  Optional<CacheKey> key() {
    return Optional.ofNullable(key);
  }

  @Override
  public Path directoryOf(CacheKey wanted) {
    return store.directoryOf(wanted);
  }

  @Override
  public Lookup find(CacheKey wanted) {
    key = wanted;
    return store.find(wanted);
  }

  @Override
  public WriteAccess writeAccess() {
    return store.writeAccess();
  }
}
