package dev.styxcache.adapter.hash.cache;

import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.domain.key.ContentHash;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digests of files in a file that all processes of a user share. It is opened at the first lookup.
 * No method fails: after the first failure, which is logged, the cache is empty. Safe for use by
 * many threads.
 */
public final class DigestCache {

  /** Days after which a use is recorded again, so that not every hit writes. */
  private static final long DAYS_BETWEEN_USES = 7;

  /** Maximum number of added digests in memory; 1.5 MB. */
  private static final int MAX_PENDING = 1 << 14;

  private final DigestCacheSettings settings;
  private final InstantSource clock;
  private RecordTable pending = new RecordTable();
  private @Nullable Path directory;
  private @Nullable CacheReader reader;
  private boolean opened;
  private boolean failed;

  /**
   * Creates a cache, and touches no file yet.
   *
   * @param settings its directory
   * @param clock tells which records are old
   */
  public DigestCache(DigestCacheSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Looks up a digest.
   *
   * @param key a file in one state
   * @return the digest of the file in exactly this state, if it is cached
   */
  public synchronized Optional<ContentHash> find(FileStateKey key) {
    int at = pending.find(key);
    if (at >= 0) {
      return Optional.of(RecordFormat.hash(pending.records(), at));
    } else if (failed) {
      return Optional.empty();
    }
    try {
      CacheReader current = reader();
      CachedDigest found = current == null ? null : current.find(key);
      if (found == null) {
        return Optional.empty();
      }
      if (today() - found.day() >= DAYS_BETWEEN_USES) {
        add(key, found.hash());
      }
      return Optional.of(found.hash());
    } catch (IOException e) {
      fail(e);
      return Optional.empty();
    }
  }

  /**
   * Adds a digest. Other processes see it after the next {@link #flush}, or earlier.
   *
   * @param key a file in one state
   * @param hash the digest of its content
   */
  public synchronized void add(FileStateKey key, ContentHash hash) {
    if (failed) {
      return;
    }
    pending.add(key, hash, today());
    if (pending.count() >= MAX_PENDING) {
      flush();
    }
  }

  /** Writes what was added, so that other processes see it; to be called after each round. */
  public synchronized void flush() {
    try {
      close();
      if (pending.count() > 0) {
        writePending();
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void writePending() throws IOException {
    boolean written = new CacheWriter(directory()).append(pending, today());
    if (!written) {
      log().debug("digests were not cached, because another process is writing to {}", directory);
    }
    // Those that were not written are hashed again some time, rather than kept in memory.
    pending = new RecordTable();
  }

  private long today() {
    return TimeUnit.MILLISECONDS.toDays(clock.millis());
  }

  private Path directory() throws IOException {
    Path open = directory;
    if (open == null) {
      open = CacheDirectory.open(settings);
      directory = open;
    }
    return open;
  }

  private @Nullable CacheReader reader() throws IOException {
    if (!opened) {
      reader = CacheReader.open(directory().resolve(CacheFile.NAME));
      opened = true;
    }
    return reader;
  }

  /** The next round opens the file again, and sees what other processes have added. */
  private void close() throws IOException {
    CacheReader open = reader;
    reader = null;
    opened = false;
    if (open != null) {
      open.close();
    }
  }

  /** The channels of an interrupted thread are closed; it ends by itself, so nothing is logged. */
  private void fail(IOException e) {
    try {
      close();
    } catch (IOException closing) {
      e.addSuppressed(closing);
    }
    if (e instanceof ClosedByInterruptException) {
      return;
    }
    failed = true;
    pending = new RecordTable();
    log().warn("digests are not cached, and files are hashed each time: {}", e.toString());
  }

  /** Created only when something is logged, as the first logger costs a start milliseconds. */
  private static Logger log() {
    return LoggerFactory.getLogger(DigestCache.class);
  }
}
