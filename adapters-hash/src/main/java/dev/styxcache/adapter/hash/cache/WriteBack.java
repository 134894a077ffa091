package dev.styxcache.adapter.hash.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a change of a file may leave its times as they are. What a process writes through a
 * mapping changes them when a page is written to for the first time, and not again before the
 * kernel has brought that page to the disk. Linux does so when it is {@code
 * vm.dirty_expire_centisecs} old, and looks each {@code vm.dirty_writeback_centisecs}.
 */
final class WriteBack {

  private static final Path EXPIRE = Path.of("/proc/sys/vm/dirty_expire_centisecs");
  private static final Path EACH = Path.of("/proc/sys/vm/dirty_writeback_centisecs");

  /** Linux's own values, and more than those of others: 30 and 5 seconds. */
  private static final long USUAL_EXPIRE = 3000;

  private static final long USUAL_EACH = 500;
  private static final long MILLIS = 10;
  private static final int MOST_DIGITS = 64;

  /** A disk that is busy takes its time. */
  private static final int ALLOWANCE = 2;

  private WriteBack() {}

  /**
   * After how long without a change the next one is sure to show: by Linux's own values after 70
   * seconds.
   *
   * @return nothing where the kernel may keep pages for ever
   */
  static Optional<Duration> time() {
    long expire = read(EXPIRE, USUAL_EXPIRE);
    long each = read(EACH, USUAL_EACH);
    return expire < 0 || each <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(ALLOWANCE * MILLIS * (expire + each)));
  }

  /** Negative where it is no number. */
  private static long read(Path file, long otherwise) {
    try {
      return Long.parseLong(text(file).strip());
    } catch (IOException e) {
      // Not Linux, or a container that does not show it.
      return otherwise;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The kernel gives such a number in one read only: those after a short one have nothing. */
  private static String text(Path file) throws IOException {
    byte[] bytes = new byte[MOST_DIGITS];
    try (InputStream in = Files.newInputStream(file)) {
      int length = in.read(bytes);
      return new String(bytes, 0, Math.max(0, length), StandardCharsets.US_ASCII);
    }
  }
}
