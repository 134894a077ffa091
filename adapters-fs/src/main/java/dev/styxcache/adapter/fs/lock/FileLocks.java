package dev.styxcache.adapter.fs.lock;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks of files in the cache directory, which the operating system frees when a process ends,
 * however it ends. Threads of one JVM wait for one another in memory first, and one of them at a
 * time for other processes.
 *
 * <p>Other processes are waited for by trying again and again: a thread that is blocked in the
 * operating system's own waiting can be interrupted only by closing the file, and closing it would
 * free locks that other threads hold.
 */
public final class FileLocks {

  /** How soon a lock that has become free is noticed. */
  private static final long POLL_MILLIS = 50;

  /** So often a holder that has not written yet who it is, is given time to do so. */
  private static final int POLLS_FOR_NAME = 4;

  private final EntryLayout layout;

  /**
   * The locks of one cache directory.
   *
   * @param layout the cache directory
   */
  public FileLocks(EntryLayout layout) {
    this.layout = layout;
  }

  /**
   * Takes a lock, waiting for whoever has it.
   *
   * @param path the lock file, in the folder for lock files
   * @param onWait is told once on whom is waited
   * @return the lock, or something like it where locks cannot be had
   * @throws RunInterruptedException if the thread is interrupted while it waits
   */
  public KeyLock acquire(Path path, Consumer<LockHolder> onWait) {
    Announcement announcement = new Announcement(onWait);
    try {
      Files.createDirectories(layout.locks());
      JvmLocks.Claim claim =
          JvmLocks.claim(LockId.of(path, layout.locks()), announcement::announce);
      return withFile(claim, path, announcement);
    } catch (IOException | UnsupportedOperationException e) {
      log().debug("no locks in {}, so threads are kept apart, but no processes", layout.locks(), e);
      return JvmLocks.claim(LockId.withoutFile(path), announcement::announce)::release;
    }
  }

  /**
   * Deletes a lock file that a process left when it was killed.
   *
   * @param layout the cache directory
   * @param path the lock file
   * @throws IOException if it cannot be deleted
   */
  public static void deleteIfFree(EntryLayout layout, Path path) throws IOException {
    Takeover.of(layout, path, (file, holder) -> false).ifPresent(HeldFile::release);
  }

  private static KeyLock withFile(JvmLocks.Claim claim, Path path, Announcement announcement) {
    try {
      return lockFile(path, announcement)
          .<KeyLock>map(file -> new HeldFile(claim, file)::release)
          .orElse(claim::release);
    } catch (RuntimeException | Error e) {
      claim.release();
      throw e;
    }
  }

  /** Waits for the file's lock. Nothing where there are no locks. */
  private static Optional<LockFile> lockFile(Path path, Announcement announcement) {
    try {
      while (true) {
        LockFile file = LockFile.openOrCreate(path);
        LockFile.Attempt attempt = LockFile.Attempt.UNSUPPORTED;
        boolean current = false;
        try {
          Optional<Object> opened = file.identityAtPath();
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
          log().debug("{} cannot be locked, so the run goes on without a lock", path);
          return Optional.empty();
        }
      }
    } catch (ClosedByInterruptException e) {
      throw new RunInterruptedException("interrupted while locking " + path, e);
    } catch (IOException | UnsupportedOperationException e) {
      log().debug("{} cannot be locked, so the run goes on without a lock", path, e);
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
   * Writes who holds the file.
   *
   * @return whether it is still the one that others would find
   */
  private static boolean sign(LockFile file, Optional<Object> opened) throws IOException {
    try {
      file.write(ProcessIdentity.current());
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // A full disk. The lock is held nevertheless, though nobody can read by whom.
      return file.identityAtPath().equals(opened);
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

  /** Says once on whom is waited. */
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

  /** Asked for only where there is something to log: SLF4J takes its time to start. */
  private static Logger log() {
    return LoggerFactory.getLogger(FileLocks.class);
  }
}
