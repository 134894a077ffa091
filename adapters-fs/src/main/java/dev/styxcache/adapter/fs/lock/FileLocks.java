package dev.styxcache.adapter.fs.lock;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.KeyLocks;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks keys by files in the cache directory. The operating system frees them when a process ends,
 * however it ends. Threads of one JVM first wait for each other in memory, and one of them at a
 * time for other processes. Thread-safe.
 *
 * <p>Other processes are polled: a thread that blocks in the operating system can be interrupted
 * only by closing the file, which would free locks of other threads.
 */
public final class FileLocks implements KeyLocks {

  /** Interval between two attempts, in milliseconds. */
  private static final long POLL_MILLIS = 50;

  /** Number of polls for the holder's identity before giving up. */
  private static final int POLLS_FOR_NAME = 4;

  private final EntryLayout layout;

  /** Creates the locks of one cache directory. */
  public FileLocks(EntryLayout layout) {
    this.layout = layout;
  }

  @Override
  public KeyLock acquire(CacheKey key, Consumer<LockHolder> onWait) {
    return acquire(layout.keyLock(key), onWait);
  }

  /**
   * Locks an entry against merging into it, and against removal.
   *
   * @param key the entry's key
   * @return the lock
   * @throws RunInterruptedException if the thread is interrupted while it waits
   */
  public KeyLock acquireForMerge(CacheKey key) {
    return acquire(layout.mergeLock(key), holder -> {});
  }

  private KeyLock acquire(Path path, Consumer<LockHolder> onWait) {
    Announcement announcement = new Announcement(onWait);
    try {
      layout.create(layout.locks());
      JvmLocks.Claim claim =
          JvmLocks.claim(JvmLocks.Id.of(path, layout.locks()), announcement::announce);
      return withFile(claim, path, announcement);
    } catch (IOException | UnsupportedOperationException e) {
      log()
          .debug(
              "no locks in {}; only threads of this process exclude each other", layout.locks(), e);
      return JvmLocks.claim(JvmLocks.Id.withoutFile(path), announcement::announce)::release;
    }
  }

  /**
   * Deletes a lock file that a killed process left.
   *
   * @param path the lock file
   * @throws IOException if it cannot be deleted
   */
  public void deleteIfFree(Path path) throws IOException {
    Takeover.of(layout, path, (file, holder) -> false).ifPresent(HeldLock::release);
  }

  private KeyLock withFile(JvmLocks.Claim claim, Path path, Announcement announcement) {
    try {
      return lockFile(path, announcement)
          .<KeyLock>map(file -> new HeldLock(claim, file)::release)
          .orElse(claim::release);
    } catch (RuntimeException | Error e) {
      claim.release();
      throw e;
    }
  }

  /** Waits for the file's lock. Empty if the file system has no locks. */
  private Optional<LockFile> lockFile(Path path, Announcement announcement) {
    try {
      while (true) {
        LockFile file = LockFile.openOrCreate(path);
        if (layout.group().isPresent()) {
          layout.group().get().openFile(path);
        }
        LockFile.Attempt attempt = LockFile.Attempt.UNSUPPORTED;
        boolean current = false;
        try {
          Optional<FileStat> opened = file.statAtPath();
          attempt = await(file, announcement);
          if (attempt == LockFile.Attempt.TAKEN && sign(file, opened)) {
            current = true;
            return Optional.of(file);
          }
        } finally {
          if (!current) {
            file.close();
          }
        }
        if (attempt == LockFile.Attempt.UNSUPPORTED) {
          log().debug("{} cannot be locked; the run continues without a lock", path);
          return Optional.empty();
        }
      }
    } catch (ClosedByInterruptException e) {
      throw new RunInterruptedException("interrupted while locking " + path, e);
    } catch (IOException | UnsupportedOperationException e) {
      log().debug("{} cannot be locked; the run continues without a lock", path, e);
      return Optional.empty();
    }
  }

  private static LockFile.Attempt await(LockFile file, Announcement announcement) {
    for (int poll = 1; ; poll++) {
      LockFile.Attempt attempt = file.tryLock();
      if (attempt != LockFile.Attempt.HELD) {
        return attempt;
      }
      Optional<LockHolder> holder = file.holder().map(ProcessIdentity::holder);
      if (holder.isPresent() || poll >= POLLS_FOR_NAME) {
        announcement.announce(holder.orElse(new LockHolder("another process")));
      }
      pause();
    }
  }

  /**
   * Writes the holder's identity.
   *
   * @return whether the file is still the one at its path
   */
  private static boolean sign(LockFile file, Optional<FileStat> opened) throws IOException {
    try {
      file.write(ProcessIdentity.current());
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // A full disk. The lock is held even so, only its holder is not named.
      log().debug("cannot name the holder of a lock", e);
    }
    return file.isAtPath(opened);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException("interrupted while waiting for another process", e);
    }
  }

  /** Announces the holder once. */
  private static final class Announcement {

    private final Consumer<LockHolder> onWait;
    private boolean made;

    Announcement(Consumer<LockHolder> onWait) {
      this.onWait = onWait;
    }

    void announce(LockHolder holder) {
      if (!made) {
        made = true;
        onWait.accept(holder);
      }
    }
  }

  /** Created only when needed: SLF4J is slow at its first use. */
  private static Logger log() {
    return LoggerFactory.getLogger(FileLocks.class);
  }
}
