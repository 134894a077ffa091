package dev.styxcache.adapter.hash.cache;

import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.domain.key.ContentHash;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** Keys and digests by number: that of one number is never that of another. */
public final class MemoCase {

  static final Instant TODAY = Instant.parse("2026-11-25T12:00:00Z");

  private MemoCase() {}

  /** A key of a number. */
  public static MemoKey key(int number) {
    Random random = new Random(number);
    return MemoKey.of(
        "/data/file " + number,
        random.nextInt(9),
        random.nextLong(),
        number,
        random.nextLong(),
        random.nextLong());
  }

  /** The digest that belongs to it. */
  public static ContentHash hash(int number) {
    byte[] bytes = new byte[32];
    new Random(~(long) number).nextBytes(bytes);
    return ContentHash.of(ByteBuffer.wrap(bytes).putInt(number).array());
  }

  /** A memo in a directory, as a process has it that starts now. */
  public static FileMemo memo(Path directory) {
    return memo(directory, Duration.ZERO);
  }

  static FileMemo memo(Path directory, Duration later) {
    return new FileMemo(DigestCacheSettings.in(directory), InstantSource.fixed(TODAY.plus(later)));
  }

  /** Remembers digests, all at once. */
  static void remember(FileMemo memo, int from, int to) {
    for (int i = from; i < to; i++) {
      memo.remember(key(i), hash(i));
    }
    memo.flush();
  }

  /**
   * How many of some digests a memo knows.
   *
   * @throws AssertionError if it has a wrong one
   */
  public static int known(DigestMemo memo, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      ContentHash expected = hash(i);
      if (memo.find(key(i)).filter(found -> requireEqual(found, expected)).isPresent()) {
        count++;
      }
    }
    return count;
  }

  private static boolean requireEqual(ContentHash found, ContentHash expected) {
    if (!found.equals(expected)) {
      throw new AssertionError("a wrong digest: " + found.hex() + " for " + expected.hex());
    }
    return true;
  }
}
