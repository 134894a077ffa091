package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.FileDigester.FileDigest;
import dev.styxcache.adapter.hash.cache.DigestMemo;
import dev.styxcache.adapter.hash.cache.MemoKey;
import dev.styxcache.adapter.hash.cache.Settled;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What one round of hashing has from a memo, and gives to it. Only states of files are asked for
 * and given of which a later change is sure to show. For one thread.
 */
final class MemoRound implements AutoCloseable {

  /** Less is read and digested sooner than a memo is opened. */
  static final long LEAST_BYTES = 1 << 20;

  private final Optional<DigestMemo> memo;
  private final InstantSource clock;
  private final Settled settled = new Settled();
  private long due;

  MemoRound(Optional<DigestMemo> memo, InstantSource clock) {
    this.memo = memo;
    this.clock = clock;
  }

  /** So much is to be digested, besides what was due before; to be told before any file is. */
  void due(long bytes) {
    due += bytes;
  }

  /** What a file is known by, where it may be known at all. */
  Optional<MemoKey> key(Path file, FileStat stat) {
    if (memo.isEmpty() || due < LEAST_BYTES) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return stat.mayHideChanges(now) || !settled.is(file, stat.device(), stat.changed(), now)
        ? Optional.empty()
        : Optional.of(
            MemoKey.of(
                file.toString(),
                stat.device(),
                stat.identity(),
                stat.size(),
                stat.modified(),
                stat.changed()));
  }

  /** The digest of a file, where it is known. */
  Optional<FileDigest> find(MemoKey key) {
    return memo.flatMap(known -> known.find(key)).map(hash -> new FileDigest(hash, false));
  }

  /** Remembers what a file's digest was found to be. */
  void remember(MemoKey key, FileDigest digest) {
    if (!digest.mayChangeUnseen()) {
      memo.ifPresent(known -> known.remember(key, digest.hash()));
    }
  }

  @Override
  public void close() {
    memo.ifPresent(DigestMemo::flush);
  }
}
