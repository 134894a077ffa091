package dev.styxcache.adapter.hash.cache;

import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.files.FileStat;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** Keys and digests by number; different numbers have different ones. */
public final class TestDigests {

  static final Instant TODAY = Instant.parse("2026-11-25T12:00:00Z");

  private TestDigests() {}

  /** A key of a number. */
  public static FileStateKey key(int number) {
    Random random = new Random(number);
    return key(
        "/data/file " + number,
        random.nextInt(9),
        random.nextLong(),
        number,
        random.nextLong(),
        random.nextLong());
  }

  /** A key of numbers. */
  static FileStateKey key(
      String path, long device, long inode, long size, long modified, long changed) {
    return FileStateKey.of(path, new FileStat(0100644, size, modified, changed, device, inode));
  }

  /** The digest that belongs to it. */
  public static ContentHash hash(int number) {
    byte[] bytes = new byte[32];
    new Random(~(long) number).nextBytes(bytes);
    return ContentHash.of(ByteBuffer.wrap(bytes).putInt(number).array());
  }

  /** The cache of a process that starts now. */
  public static DigestCache cache(Path directory) {
    return cache(directory, Duration.ZERO);
  }

  static DigestCache cache(Path directory, Duration later) {
    return new DigestCache(
        DigestCacheSettings.in(directory), InstantSource.fixed(TODAY.plus(later)));
  }

  /** Adds digests in one round. */
  static void add(DigestCache cache, int from, int to) {
    for (int i = from; i < to; i++) {
      cache.add(key(i), hash(i));
    }
    cache.flush();
  }

  /**
   * Counts the digests that a cache has.
   *
   * @throws AssertionError if it has a wrong one
   */
  public static int count(DigestCache cache, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      ContentHash expected = hash(i);
      if (cache.find(key(i)).filter(found -> requireEqual(found, expected)).isPresent()) {
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
