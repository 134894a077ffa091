package dev.styxcache.adapter.hash;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the file system says of a file. Two equal values mean that nobody has written to the file in
 * between, unless {@link #mayHideChanges} says otherwise.
 *
 * @param type what kind of file
 * @param size in bytes
 * @param modified when its content was last written, in nanoseconds since 1970; can be set at will
 * @param changed when it was last changed in any way, in nanoseconds since 1970; the file system's
 *     own, which nobody can set, or {@code modified} where the file system has no such time
 * @param identity tells one file from another that takes its place, as far as the file system does
 * @param device the other half of the identity
 * @param executable whether anybody may execute it
 */
record FileStat(
    Type type,
    long size,
    long modified,
    long changed,
    long identity,
    long device,
    boolean executable) {

  /** Kinds of files. */
  enum Type {
    REGULAR,
    DIRECTORY,
    LINK,
    /** A device, pipe, socket or the like. */
    SPECIAL
  }

  // Written out, as what the compiler makes for a record is slow at its first use.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileStat that
        && type == that.type
        && size == that.size
        && modified == that.modified
        && changed == that.changed
        && identity == that.identity
        && device == that.device
        && executable == that.executable;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(identity) + Long.hashCode(changed);
  }

  /** Longer than a clock tick of any kernel (10 ms at most) and than times in milliseconds. */
  private static final Duration FINE_WINDOW = Duration.ofMillis(20);

  /** For times in whole seconds, or in two seconds as FAT has them. */
  private static final Duration COARSE_WINDOW = Duration.ofMillis(2500);

  /**
   * Whether a change could leave no trace: file systems count time in ticks, and what is written in
   * the tick in which the file was changed before leaves its times as they are. Git calls such a
   * file racy.
   *
   * @param now when somebody begins to rely on this value
   */
  boolean mayHideChanges(Instant now) {
    boolean wholeSeconds = changed % TimeUnit.SECONDS.toNanos(1) == 0;
    Duration window = wholeSeconds ? COARSE_WINDOW : FINE_WINDOW;
    // A time in the future is that of another clock, so that nothing can be told from it.
    return now.minus(window).isBefore(Instant.ofEpochSecond(0, changed));
  }
}
