package dev.styxcache.adapter.hash.cache;

import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells which files are stable: every later change of a stable file is sure to show in its times,
 * so that its digest may be cached. For one thread and one round.
 *
 * <p>A write through a memory mapping changes a file's times when a page is first written to, and
 * not again before the kernel has written that page back to the disk. Linux does so when the page
 * is {@code vm.dirty_expire_centisecs} old, and checks every {@code vm.dirty_writeback_centisecs}.
 * So a file is stable some time after its last change.
 */
final class StableFiles {

  private static final Path EXPIRE = Path.of("/proc/sys/vm/dirty_expire_centisecs");
  private static final Path INTERVAL = Path.of("/proc/sys/vm/dirty_writeback_centisecs");

  /** Linux's defaults in hundredths of a second, which are longer than those of other systems. */
  private static final long DEFAULT_EXPIRE = 3000;

  private static final long DEFAULT_INTERVAL = 500;
  private static final long MILLIS_PER_CENTISECOND = 10;
  private static final int MAX_DIGITS = 64;

  /** Safety factor for a busy disk. */
  private static final int ALLOWANCE = 2;

  private final LocalFileSystems fileSystems = new LocalFileSystems();

  /** Read at the first use, once: nobody changes it while files are hashed. */
  private static final class Kernel {
    static final Optional<Duration> WRITE_BACK = writeBackTime();
  }

  /**
   * Whether every later change of a file is sure to show.
   *
   * @param file the file, absolute
   * @param stat its stat
   * @param now the time before its content is read
   * @return whether it is; false where that is not known
   */
  boolean contains(Path file, FileStat stat, Instant now) {
    if (stat.isRacy(now)
        || file.getFileSystem() != FileSystems.getDefault()
        // A file system that counts in seconds, or an image with times that were set.
        || stat.changed() % TimeUnit.SECONDS.toNanos(1) == 0) {
      return false;
    }
    Optional<Duration> needed = Kernel.WRITE_BACK;
    return needed.isPresent()
        && Instant.ofEpochSecond(0, stat.changed()).isBefore(now.minus(needed.get()))
        && fileSystems.isTrusted(file, stat.device());
  }

  /**
   * The time without a change after which the next one is sure to show; 70 seconds by Linux's
   * defaults.
   *
   * @return nothing where the kernel may keep changed pages for ever
   */
  static Optional<Duration> writeBackTime() {
    long expire = read(EXPIRE, DEFAULT_EXPIRE);
    long interval = read(INTERVAL, DEFAULT_INTERVAL);
    return expire < 0 || interval <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(ALLOWANCE * MILLIS_PER_CENTISECOND * (expire + interval)));
  }

  /** Negative where the file has no number. */
  private static long read(Path file, long fallback) {
    try {
      return Long.parseLong(text(file).strip());
    } catch (IOException e) {
      // Not Linux, or a container that hides it.
      return fallback;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Reads once: after a short read the kernel gives nothing more. */
  private static String text(Path file) throws IOException {
    byte[] bytes = new byte[MAX_DIGITS];
    try (InputStream in = Files.newInputStream(file)) {
      int length = in.read(bytes);
      return new String(bytes, 0, Math.max(0, length), StandardCharsets.US_ASCII);
    }
  }
}
