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
 * The lock of the one process that writes to the digest cache. The operating system frees the lock
 * of a process that dies. Waits are short: digests that cannot be written are just not cached.
 */
final class WriterLock implements AutoCloseable {

  /** Maximum time to wait for the lock. */
  private static final long TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private static final long POLL_MILLIS = 3;

  /** File locks exclude processes, not threads. */
  private static final ReentrantLock OF_THIS_PROCESS = new ReentrantLock();

  private final FileChannel channel;

  private WriterLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @return the lock; null after the timeout, or if the thread is interrupted
   */
  static @Nullable WriterLock tryTake(Path directory) throws IOException {
    long end = System.nanoTime() + TIMEOUT_NANOS;
    try {
      if (!OF_THIS_PROCESS.tryLock(TIMEOUT_NANOS, TimeUnit.NANOSECONDS)) {
        return null;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    WriterLock taken = null;
    try {
      taken = takeFile(directory, end);
      return taken;
    } finally {
      if (taken == null) {
        OF_THIS_PROCESS.unlock();
      }
    }
  }

  private static @Nullable WriterLock takeFile(Path directory, long end) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(CacheFile.LOCK_NAME),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    boolean locked = false;
    try {
      locked = lock(channel, end);
      return locked ? new WriterLock(channel) : null;
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
        // Held by the same class in another class loader.
      }
      if (lock != null) {
        return true;
      } else if (System.nanoTime() > end) {
        return false;
      }
      try {
        Thread.sleep(POLL_MILLIS);
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
