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
 * A memo in a file that all processes of a user share. It is opened when it is first asked. After
 * the first failure, of which the log tells, it knows nothing any more.
 */
public final class FileMemo implements DigestMemo {

  /** The last use is noted again after so long, lest each hit write. */
  private static final long DAYS_BETWEEN_NOTES = 7;

  /** So many are handed over before a round has ended; 1.5 MB. */
  private static final int MOST_PENDING = 1 << 14;

  private final DigestCacheSettings settings;
  private final InstantSource clock;
  private RecordTable pending = new RecordTable();
  private @Nullable Path directory;
  private @Nullable MemoReader reader;
  private boolean opened;
  private boolean failed;

  /**
   * Prepares a memo, and touches no file yet.
   *
   * @param settings where it is
   * @param clock tells which records are old
   */
  public FileMemo(DigestCacheSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public synchronized Optional<ContentHash> find(MemoKey key) {
    int at = pending.find(key);
    if (at >= 0) {
      return Optional.of(MemoRecords.hash(pending.records(), at));
    } else if (failed) {
      return Optional.empty();
    }
    try {
      MemoReader current = reader();
      Remembered found = current == null ? null : current.find(key);
      if (found == null) {
        return Optional.empty();
      }
      if (today() - found.day() >= DAYS_BETWEEN_NOTES) {
        remember(key, found.hash());
      }
      return Optional.of(found.hash());
    } catch (IOException e) {
      fail(e);
      return Optional.empty();
    }
  }

  @Override
  public synchronized void remember(MemoKey key, ContentHash hash) {
    if (failed) {
      return;
    }
    pending.add(key, hash, today());
    if (pending.count() >= MOST_PENDING) {
      flush();
    }
  }

  @Override
  public synchronized void flush() {
    try {
      close();
      if (pending.count() > 0) {
        handOver();
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void handOver() throws IOException {
    boolean written = new MemoWriter(directory()).append(pending, today());
    if (!written) {
      log().debug("digests were not remembered, as another process is busy with {}", directory);
    }
    // What could not be written now is hashed again some time, rather than kept in memory.
    pending = new RecordTable();
  }

  private long today() {
    return TimeUnit.MILLISECONDS.toDays(clock.millis());
  }

  private Path directory() throws IOException {
    Path open = directory;
    if (open == null) {
      open = MemoPlace.open(settings);
      directory = open;
    }
    return open;
  }

  private @Nullable MemoReader reader() throws IOException {
    if (!opened) {
      reader = MemoReader.open(directory().resolve(MemoFile.NAME));
      opened = true;
    }
    return reader;
  }

  /** The next round opens it again, and sees what other processes have added. */
  private void close() throws IOException {
    MemoReader open = reader;
    reader = null;
    opened = false;
    if (open != null) {
      open.close();
    }
  }

  /** An interrupted thread has its files closed, and stops by itself. */
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
    log().warn("digests are not remembered, and files are hashed each time: {}", e.toString());
  }

  /** Not before something is to be logged, as the first logger costs a start milliseconds. */
  private static Logger log() {
    return LoggerFactory.getLogger(FileMemo.class);
  }
}
