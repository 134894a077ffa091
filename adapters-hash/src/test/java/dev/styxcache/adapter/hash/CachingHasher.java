package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.cache.DigestCache;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.domain.key.ContentHash;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hashes with a digest cache, as processes that run some time after the files were made: late
 * enough for their digests to be cached.
 */
final class CachingHasher {

  static final Duration HOUR = Duration.ofHours(1);

  private final Path cache;
  private final AtomicInteger reads = new AtomicInteger();

  CachingHasher(Path cache) {
    this.cache = cache;
  }

  /** Hashes as a process that starts after a delay. */
  ContentHash hash(Path path, Duration later) {
    InstantSource clock = InstantSource.offset(InstantSource.system(), later);
    reads.set(0);
    return new FileContentHasher(
            helpers -> HookedEngine.counting(Implementation.AUTO.engine(helpers), reads),
            ByteProgress.silent(),
            clock,
            Optional.of(new DigestCache(DigestCacheSettings.in(cache), clock)))
        .hash(List.of(path))
        .get(0)
        .hash();
  }

  ContentHash hash(Path path) {
    return hash(path, HOUR);
  }

  /** Whether the last call read any file. */
  boolean hasRead() {
    return reads.get() > 0;
  }
}
