package dev.styxcache.adapter.hash.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Merges the appended records of a memo's file into the sorted ones, leaves out what is damaged or
 * was not used for long, and keeps the file below its greatest length by taking what was not used
 * longest for old. Memory does not grow with the file. For one use.
 */
final class Compaction {

  /** Files that are gone are not looked for any more, so that they go with the others. */
  static final int MOST_DAYS = 90;

  private static final int BLOCK_BYTES = 1024 * MemoRecords.BYTES;

  private final FileChannel from;
  private final FileChannel to;
  private final long today;
  private final long sorted;
  private final byte[] appended;
  private final Integer[] order;
  private final byte[] block = new byte[BLOCK_BYTES];
  private int blockLength;
  private int blockAt;
  private long readRecords;
  private final ByteBuffer out = ByteBuffer.allocate(BLOCK_BYTES);
  private long written;
  private long lastSpot;

  Compaction(FileChannel from, FileChannel to, long today) throws IOException {
    this.from = from;
    this.to = to;
    this.today = today;
    long there = MemoFile.records(from.size());
    OptionalLong header = MemoHeader.read(from);
    // Without a header that is sound nothing is known of what follows.
    long usable = header.isPresent() ? there : 0;
    this.sorted = Math.min(Math.min(header.orElse(0), usable), MemoFile.MOST_RECORDS);
    long rest = Math.min(usable - sorted, MemoFile.MOST_APPENDED);
    this.appended = new byte[(int) rest * MemoRecords.BYTES];
    Channels.read(from, appended, MemoFile.position(sorted));
    this.order = latest();
  }

  /**
   * Writes the records, sorted.
   *
   * @return how many there are
   */
  long run() throws IOException {
    long mostDays = mostDays();
    readRecords = 0;
    int next = 0;
    boolean more = nextSorted();
    while (more || next < order.length) {
      int at = next < order.length ? order[next] : -1;
      int compared =
          !more
              ? 1
              : at < 0
                  ? -1
                  : Long.compareUnsigned(
                      MemoRecords.spot(block, blockAt), MemoRecords.spot(appended, at));
      if (compared < 0) {
        keep(block, blockAt, mostDays);
      } else {
        keep(appended, at, mostDays);
        next++;
      }
      if (compared <= 0) {
        blockAt += MemoRecords.BYTES;
        more = nextSorted();
      }
    }
    writeOut();
    return written;
  }

  /** Where the latest record of each key is, by spot. */
  private Integer[] latest() {
    RecordTable table = new RecordTable();
    table.addAll(appended, appended.length);
    System.arraycopy(table.records(), 0, appended, 0, table.count() * MemoRecords.BYTES);
    Integer[] all = new Integer[table.count()];
    Arrays.setAll(all, i -> i * MemoRecords.BYTES);
    // Of equal spots the latest first, as the others are left out.
    Arrays.sort(
        all,
        (left, right) -> {
          int bySpot =
              Long.compareUnsigned(
                  MemoRecords.spot(appended, left), MemoRecords.spot(appended, right));
          return bySpot != 0 ? bySpot : Integer.compare(right, left);
        });
    return all;
  }

  /** Makes the next sorted record the one at {@code blockAt}. */
  private boolean nextSorted() throws IOException {
    if (blockAt + MemoRecords.BYTES <= blockLength) {
      return true;
    }
    long left = sorted - readRecords;
    if (left <= 0) {
      return false;
    }
    int length = Channels.read(from, block, MemoFile.position(readRecords));
    int records = (int) Math.min(left, length / MemoRecords.BYTES);
    readRecords += records;
    blockLength = records * MemoRecords.BYTES;
    blockAt = 0;
    return records > 0;
  }

  private void keep(byte[] bytes, int at, long mostDays) throws IOException {
    long spot = MemoRecords.spot(bytes, at);
    boolean isNext = written == 0 || Long.compareUnsigned(spot, lastSpot) > 0;
    if (!isNext
        || written == MemoFile.MOST_RECORDS
        || !MemoRecords.isSound(bytes, at)
        || age(bytes, at) > mostDays) {
      return;
    }
    out.put(bytes, at, MemoRecords.BYTES);
    lastSpot = spot;
    written++;
    if (!out.hasRemaining()) {
      writeOut();
    }
  }

  private void writeOut() throws IOException {
    out.flip();
    Channels.write(to, out, MemoFile.position(written) - out.remaining());
    out.clear();
  }

  /** A day in the future, by a clock that was wrong, is as good as today. */
  private long age(byte[] bytes, int at) {
    return Math.max(0, today - MemoRecords.day(bytes, at));
  }

  /** How long a record may have been unused: fewer days where there are too many records. */
  private long mostDays() throws IOException {
    if (sorted + order.length <= MemoFile.MOST_RECORDS) {
      return MOST_DAYS;
    }
    long[] ofAge = new long[MOST_DAYS + 1];
    for (int at : order) {
      ofAge[(int) Math.min(age(appended, at), MOST_DAYS)]++;
    }
    while (nextSorted()) {
      ofAge[(int) Math.min(age(block, blockAt), MOST_DAYS)]++;
      blockAt += MemoRecords.BYTES;
    }
    blockAt = 0;
    blockLength = 0;
    long kept = 0;
    int days = -1;
    while (days < MOST_DAYS && kept + ofAge[days + 1] <= MemoFile.MOST_RECORDS) {
      kept += ofAge[++days];
    }
    return Math.max(days, 0);
  }
}
