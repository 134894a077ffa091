package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.cache.FileMemo;
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
 * Hashes with a memo as processes do that run some time after files were made: late enough that
 * these are remembered.
 */
final class Remembering {

  static final Duration HOUR = Duration.ofHours(1);

  private final Path memo;
  private final AtomicInteger reads = new AtomicInteger();

  Remembering(Path memo) {
    this.memo = memo;
  }

  /** As a process that starts then. */
  ContentHash hash(Path path, Duration later) {
    InstantSource clock = InstantSource.offset(InstantSource.system(), later);
    reads.set(0);
    return new StreamingContentHasher(
            helpers -> HookedContents.counting(Implementation.AUTO.contents(helpers), reads),
            ByteProgress.silent(),
            clock,
            Optional.of(new FileMemo(DigestCacheSettings.in(memo), clock)))
        .hash(List.of(path))
        .get(0)
        .hash();
  }

  ContentHash hash(Path path) {
    return hash(path, HOUR);
  }

  /** Whether anything was read the last time. */
  boolean hasRead() {
    return reads.get() > 0;
  }
}
