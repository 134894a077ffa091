package dev.styxcache.adapter.hash.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sorted records of a memo's file. They are read page by page as they are needed, so that to
 * look for one costs the same in a memo of any size. They are not mapped: a mapped file that is cut
 * off by somebody brings down the process.
 *
 * <p>Where damage has disturbed the order, records are not found. For one thread.
 */
final class SortedRecords {

  private static final int PAGE_RECORDS = 64;
  private static final int PAGE_BYTES = PAGE_RECORDS * MemoRecords.BYTES;

  /** 16 MB. */
  private static final int MOST_PAGES = (16 << 20) / PAGE_BYTES;

  /** Keys are spread evenly, so that they can be guessed at; but this many times only in a row. */
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

  /** What is remembered of a key; null where there is no sound record of it. */
  @Nullable Remembered find(MemoKey key) throws IOException {
    int low = 0;
    int high = pages.length - 1;
    double lowSpot = 0;
    double highSpot = 1;
    double wanted = fraction(key.spot());
    for (int round = 1; low <= high; round++) {
      int number =
          round % (GUESSES + 1) == 0
              ? (low + high) >>> 1
              : guess(low, high, (wanted - lowSpot) / (highSpot - lowSpot));
      byte[] page = page(number);
      int last = recordsIn(number) - 1;
      if (Long.compareUnsigned(key.spot(), MemoRecords.spot(page, 0)) < 0) {
        high = number - 1;
        highSpot = fraction(MemoRecords.spot(page, 0));
      } else if (Long.compareUnsigned(key.spot(), MemoRecords.spot(page, last * MemoRecords.BYTES))
          > 0) {
        low = number + 1;
        lowSpot = fraction(MemoRecords.spot(page, last * MemoRecords.BYTES));
      } else {
        return findIn(page, last, key);
      }
    }
    return null;
  }

  private static @Nullable Remembered findIn(byte[] page, int last, MemoKey key) {
    int low = 0;
    int high = last;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = middle * MemoRecords.BYTES;
      int order = Long.compareUnsigned(key.spot(), MemoRecords.spot(page, at));
      if (order == 0) {
        return MemoRecords.isOf(page, at, key) && MemoRecords.isSound(page, at)
            ? Remembered.read(page, at)
            : null;
      } else if (order < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return null;
  }

  /** Damage may make the fraction anything, also no number. */
  private static int guess(int low, int high, double fraction) {
    double guess = low + fraction * (high - low + 1);
    return guess >= low && guess <= high ? (int) guess : guess > high ? high : low;
  }

  /** Of all that a number without a sign can be. */
  private static double fraction(long spot) {
    return (spot >>> 1) / 0x1p63;
  }

  private int recordsIn(int page) {
    return (int) Math.min(PAGE_RECORDS, count - (long) page * PAGE_RECORDS);
  }

  private byte[] page(int number) throws IOException {
    byte[] page = pages[number];
    if (page.length == 0) {
      if (loaded == MOST_PAGES) {
        Arrays.fill(pages, NOT_READ);
        loaded = 0;
      }
      page = new byte[recordsIn(number) * MemoRecords.BYTES];
      // What is cut off in the meantime stays zero, which is no sound record.
      Channels.read(channel, page, MemoRecords.BYTES + (long) number * PAGE_BYTES);
      pages[number] = page;
      loaded++;
    }
    return page;
  }
}
