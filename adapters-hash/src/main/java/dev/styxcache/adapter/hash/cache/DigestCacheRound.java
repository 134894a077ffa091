package dev.styxcache.adapter.hash.cache;

import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.files.FileStat;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The use of the digest cache in one call of a hasher. Only {@linkplain StableFiles stable} files
 * are looked up and added. For one thread.
 */
public final class DigestCacheRound implements AutoCloseable {

  /** Minimum size of all inputs, in bytes; less is hashed before the cache is open. */
  static final long MIN_BYTES = 1 << 20;

  private final Optional<DigestCache> cache;
  private final InstantSource clock;
  private final StableFiles stableFiles = new StableFiles();
  private long announced;

  /**
   * Begins a round.
   *
   * @param cache the cache, if there is one
   * @param clock tells which files were changed just now
   */
  public DigestCacheRound(Optional<DigestCache> cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  /**
   * Announces bytes that have to be hashed, in addition to those announced before; to be called
   * before the first lookup.
   *
   * @param bytes the number of bytes
   */
  public void announce(long bytes) {
    announced += bytes;
  }

  /**
   * The key of a file.
   *
   * @param file the file
   * @param stat its stat
   * @return the key; nothing where the file must not be cached
   */
  public Optional<FileStateKey> key(Path file, FileStat stat) {
    return cache.isEmpty()
            || announced < MIN_BYTES
            || !stableFiles.contains(file, stat, clock.instant())
        ? Optional.empty()
        : Optional.of(FileStateKey.of(file.toString(), stat));
  }

  /**
   * Looks up a digest.
   *
   * @param key the key of a file
   * @return the digest, if it is cached
   */
  public Optional<ContentHash> find(FileStateKey key) {
    return cache.flatMap(known -> known.find(key));
  }

  /**
   * Adds a digest.
   *
   * @param key the key of a file
   * @param hash the digest of its content
   */
  public void add(FileStateKey key, ContentHash hash) {
    cache.ifPresent(known -> known.add(key, hash));
  }

  /** Makes the added digests available to other processes. */
  @Override
  public void close() {
    cache.ifPresent(DigestCache::flush);
  }
}
