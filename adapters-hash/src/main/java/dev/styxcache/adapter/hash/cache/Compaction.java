package dev.styxcache.adapter.hash.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Merges the appended records of the digest cache's file into the sorted ones. Drops records that
 * are corrupt or have not been used for long; in a full file, the least recently used. Memory does
 * not grow with the file. For one use.
 */
final class Compaction {

  /** Maximum number of days without a use; the digests of deleted files end this way too. */
  static final int MAX_DAYS = 90;

  private static final int BLOCK_BYTES = 1024 * RecordFormat.BYTES;

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
  private long lastSlot;

  Compaction(FileChannel from, FileChannel to, long today) throws IOException {
    this.from = from;
    this.to = to;
    this.today = today;
    long there = CacheFile.records(from.size());
    OptionalLong header = CacheFile.readHeader(from);
    // Without a sound header nothing that follows can be used.
    long usable = header.isPresent() ? there : 0;
    this.sorted = Math.min(Math.min(header.orElse(0), usable), CacheFile.MAX_RECORDS);
    long rest = Math.min(usable - sorted, CacheFile.MAX_APPENDED);
    this.appended = new byte[(int) rest * RecordFormat.BYTES];
    CacheFile.read(from, appended, CacheFile.position(sorted));
    this.order = latest();
  }

  /**
   * Writes the records, sorted.
   *
   * @return their number
   */
  long run() throws IOException {
    long maxDays = maxDays();
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
                      RecordFormat.slot(block, blockAt), RecordFormat.slot(appended, at));
      if (compared < 0) {
        keep(block, blockAt, maxDays);
      } else {
        keep(appended, at, maxDays);
        next++;
      }
      if (compared <= 0) {
        blockAt += RecordFormat.BYTES;
        more = nextSorted();
      }
    }
    writeOut();
    return written;
  }

  /** The offset of the latest record of each key, by slot. */
  private Integer[] latest() {
    RecordTable table = new RecordTable();
    table.addAll(appended, appended.length);
    System.arraycopy(table.records(), 0, appended, 0, table.count() * RecordFormat.BYTES);
    Integer[] all = new Integer[table.count()];
    Arrays.setAll(all, i -> i * RecordFormat.BYTES);
    // Of equal slots the latest first, as the others are dropped.
    Arrays.sort(
        all,
        (left, right) -> {
          int bySlot =
              Long.compareUnsigned(
                  RecordFormat.slot(appended, left), RecordFormat.slot(appended, right));
          return bySlot != 0 ? bySlot : Integer.compare(right, left);
        });
    return all;
  }

  /** Moves {@code blockAt} to the next sorted record. */
  private boolean nextSorted() throws IOException {
    if (blockAt + RecordFormat.BYTES <= blockLength) {
      return true;
    }
    long left = sorted - readRecords;
    if (left <= 0) {
      return false;
    }
    int length = CacheFile.read(from, block, CacheFile.position(readRecords));
    int records = (int) Math.min(left, length / RecordFormat.BYTES);
    readRecords += records;
    blockLength = records * RecordFormat.BYTES;
    blockAt = 0;
    return records > 0;
  }

  private void keep(byte[] bytes, int at, long maxDays) throws IOException {
    long slot = RecordFormat.slot(bytes, at);
    boolean isNext = written == 0 || Long.compareUnsigned(slot, lastSlot) > 0;
    if (!isNext
        || written == CacheFile.MAX_RECORDS
        || !RecordFormat.isSound(bytes, at)
        || age(bytes, at) > maxDays) {
      return;
    }
    out.put(bytes, at, RecordFormat.BYTES);
    lastSlot = slot;
    written++;
    if (!out.hasRemaining()) {
      writeOut();
    }
  }

  private void writeOut() throws IOException {
    out.flip();
    CacheFile.write(to, out, CacheFile.position(written) - out.remaining());
    out.clear();
  }

  /** The days since the last use; a day in the future, from a wrong clock, counts as today. */
  private long age(byte[] bytes, int at) {
    return Math.max(0, today - RecordFormat.day(bytes, at));
  }

  /** The maximum age of a record, in days: lower where there are too many records. */
  private long maxDays() throws IOException {
    if (sorted + order.length <= CacheFile.MAX_RECORDS) {
      return MAX_DAYS;
    }
    long[] ofAge = new long[MAX_DAYS + 1];
    for (int at : order) {
      ofAge[(int) Math.min(age(appended, at), MAX_DAYS)]++;
    }
    while (nextSorted()) {
      ofAge[(int) Math.min(age(block, blockAt), MAX_DAYS)]++;
      blockAt += RecordFormat.BYTES;
    }
    blockAt = 0;
    blockLength = 0;
    long kept = 0;
    int days = -1;
    while (days < MAX_DAYS && kept + ofAge[days + 1] <= CacheFile.MAX_RECORDS) {
      kept += ofAge[++days];
    }
    return Math.max(days, 0);
  }
}
