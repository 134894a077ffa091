package dev.styxcache.adapter.hash.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one writer at a time at a memo, of all processes. The lock of a process that dies is free at
 * once. Nobody waits long: a memo is not worth it.
 */
final class MemoLock implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long PAUSE_MILLIS = 3;

  /** Locks on files hold between processes, not between threads. */
  private static final ReentrantLock OF_THIS_PROCESS = new ReentrantLock();

  private final FileChannel channel;

  private MemoLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @return the lock; null where somebody else holds it for too long, or the thread is interrupted
   */
  static @Nullable MemoLock tryTake(Path directory) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    try {
      if (!OF_THIS_PROCESS.tryLock(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
        return null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    MemoLock taken = null;
    try {
      taken = takeFile(directory, end);
      return taken;
    } finally {
      if (taken == null) {
        OF_THIS_PROCESS.unlock();
      }
    }
  }

  private static @Nullable MemoLock takeFile(Path directory, long end) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(MemoFile.LOCK_NAME),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    boolean locked = false;
    try {
      locked = lock(channel, end);
      return locked ? new MemoLock(channel) : null;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static boolean lock(FileChannel channel, long end) throws IOException {
    while (true) {
      FileLock lock = null;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        // Another class loader has loaded this class too.
      }
      if (lock != null) {
        return true;
      } else if (System.nanoTime() > end) {
        return false;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OF_THIS_PROCESS.unlock();
    }
  }
}
