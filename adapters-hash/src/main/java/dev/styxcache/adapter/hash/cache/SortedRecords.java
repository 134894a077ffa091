package dev.styxcache.adapter.hash.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Interpolation search in the sorted records of the digest cache's file. Pages are read on demand,
 * so that a lookup costs the same in a cache of any size. The file is not mapped: when another
 * process truncates a mapped file, the JVM crashes.
 *
 * <p>Where corruption has disturbed the order, records are not found. For one thread.
 */
final class SortedRecords {

  private static final int PAGE_RECORDS = 64;
  private static final int PAGE_BYTES = PAGE_RECORDS * RecordFormat.BYTES;

  /** Maximum number of pages in memory; 16 MB. */
  private static final int MAX_PAGES = (16 << 20) / PAGE_BYTES;

  /** Number of interpolations after which one bisection bounds the search in a skewed file. */
  private static final int GUESSES = 3;

  private static final byte[] NOT_READ = {};

  private final FileChannel channel;
  private final long count;
  private final byte[][] pages;
  private int loaded;

  SortedRecords(FileChannel channel, long count) {
    this.channel = channel;
    this.count = count;
    this.pages = new byte[(int) ((count + PAGE_RECORDS - 1) / PAGE_RECORDS)][];
    Arrays.fill(pages, NOT_READ);
  }

  /** Looks up a digest; null where there is no sound record. */
  @Nullable CachedDigest find(FileStateKey key) throws IOException {
    int low = 0;
    int high = pages.length - 1;
    double lowSlot = 0;
    double highSlot = 1;
    double wanted = fraction(key.slot());
    for (int round = 1; low <= high; round++) {
      int number =
          round % (GUESSES + 1) == 0
              ? (low + high) >>> 1
              : guess(low, high, (wanted - lowSlot) / (highSlot - lowSlot));
      byte[] page = page(number);
      int last = recordsIn(number) - 1;
      if (Long.compareUnsigned(key.slot(), RecordFormat.slot(page, 0)) < 0) {
        high = number - 1;
        highSlot = fraction(RecordFormat.slot(page, 0));
      } else if (Long.compareUnsigned(
              key.slot(), RecordFormat.slot(page, last * RecordFormat.BYTES))
          > 0) {
        low = number + 1;
        lowSlot = fraction(RecordFormat.slot(page, last * RecordFormat.BYTES));
      } else {
        return findIn(page, last, key);
      }
    }
    return null;
  }

  private static @Nullable CachedDigest findIn(byte[] page, int last, FileStateKey key) {
    int low = 0;
    int high = last;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = middle * RecordFormat.BYTES;
      int order = Long.compareUnsigned(key.slot(), RecordFormat.slot(page, at));
      if (order == 0) {
        return RecordFormat.isOf(page, at, key) && RecordFormat.isSound(page, at)
            ? CachedDigest.read(page, at)
            : null;
      } else if (order < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return null;
  }

  /** In a corrupt file the fraction may be anything, even NaN. */
  private static int guess(int low, int high, double fraction) {
    double guess = low + fraction * (high - low + 1);
    return guess >= low && guess <= high ? (int) guess : guess > high ? high : low;
  }

  /** The fraction of the range of unsigned numbers. */
  private static double fraction(long slot) {
    return (slot >>> 1) / 0x1p63;
  }

  private int recordsIn(int page) {
    return (int) Math.min(PAGE_RECORDS, count - (long) page * PAGE_RECORDS);
  }

  private byte[] page(int number) throws IOException {
    byte[] page = pages[number];
    if (page.length == 0) {
      if (loaded == MAX_PAGES) {
        Arrays.fill(pages, NOT_READ);
        loaded = 0;
      }
      page = new byte[recordsIn(number) * RecordFormat.BYTES];
      // What was truncated meanwhile stays zero, which is not a sound record.
      CacheFile.read(channel, page, RecordFormat.BYTES + (long) number * PAGE_BYTES);
      pages[number] = page;
      loaded++;
    }
    return page;
  }
}
