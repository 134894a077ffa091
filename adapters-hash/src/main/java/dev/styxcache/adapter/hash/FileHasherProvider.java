package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.cache.DigestCache;
import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Creates hashers of files, with and without a digest cache; subclasses choose the engine. */
abstract class FileHasherProvider implements HasherProvider {

  /**
   * Creates the engine of a hasher.
   *
   * @param helpers runs what helps with large files, at some time or never
   */
  abstract HashEngine engine(Executor helpers);

  @Override
  public final ContentHasher create(ByteProgress progress) {
    return new FileContentHasher(this::engine, progress, InstantSource.system(), Optional.empty());
  }

  @Override
  public final ContentHasher create(ByteProgress progress, DigestCacheSettings settings) {
    InstantSource clock = InstantSource.system();
    return new FileContentHasher(
        this::engine, progress, clock, Optional.of(new DigestCache(settings, clock)));
  }
}
