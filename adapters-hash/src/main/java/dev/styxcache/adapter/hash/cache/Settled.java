package dev.styxcache.adapter.hash.cache;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells the files whose digests may be remembered: those of which each later change is sure to show
 * in their times. For one thread and one round.
 */
public final class Settled {

  private final LocalFileSystems fileSystems = new LocalFileSystems();

  /** Read when first needed, and once: nobody changes it while files are hashed. */
  private static final class OfThisMachine {
    static final Optional<Duration> WRITE_BACK = WriteBack.time();
  }

  /** For a round. */
  public Settled() {}

  /**
   * Whether each later change of a file is sure to show.
   *
   * @param file the file, absolute
   * @param device the number of its device
   * @param changed when its inode was last changed, in nanoseconds since 1970
   * @param now the time, before its content is read
   * @return whether it is; false where that is not known
   */
  public boolean is(Path file, long device, long changed, Instant now) {
    if (file.getFileSystem() != FileSystems.getDefault()
        // Of a file system that counts in seconds; or of an image, made with times that were
        // chosen.
        || changed % TimeUnit.SECONDS.toNanos(1) == 0) {
      return false;
    }
    Optional<Duration> needed = OfThisMachine.WRITE_BACK;
    return needed.isPresent()
        && Instant.ofEpochSecond(0, changed).isBefore(now.minus(needed.get()))
        && fileSystems.isTrusted(file, device);
  }
}
