package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.cache.FileMemo;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.spi.ContentHasher;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Puts hashers together. */
final class FileHashers {

  private FileHashers() {}

  /** A hasher that remembers nothing. */
  static ContentHasher create(Function<Executor, Contents> contents, ByteProgress progress) {
    return new StreamingContentHasher(contents, progress, InstantSource.system(), Optional.empty());
  }

  /** A hasher that remembers digests across processes. */
  static ContentHasher create(
      Function<Executor, Contents> contents, ByteProgress progress, DigestCacheSettings memo) {
    InstantSource clock = InstantSource.system();
    return new StreamingContentHasher(
        contents, progress, clock, Optional.of(new FileMemo(memo, clock)));
  }
}
