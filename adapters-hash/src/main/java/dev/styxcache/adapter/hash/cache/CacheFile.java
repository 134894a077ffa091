package dev.styxcache.adapter.hash.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;

/**
 * The layout of the digest cache's file: a header as long as a record, sorted records, and records
 * in the order in which they were appended. The header has a mark with the version, the number of
 * sorted records, zeros, and a checksum.
 */
final class CacheFile {
  /** Name of the file. It has the version, so that two versions never share a file. */
  static final String NAME = "digests-1";

  /** Name of the file while it is rewritten. A leftover of a killed process is overwritten. */
  static final String NEXT_NAME = "digests-1.new";

  /** Name of the file that writers lock; it is empty and stays. */
  static final String LOCK_NAME = "lock";

  /** Maximum number of records; 192 MB. */
  static final long MAX_RECORDS = 2 << 20;

  /** Maximum number of unsorted records, which are read into memory; 6 MB. */
  static final int MAX_APPENDED = 1 << 16;

  /** Number of unsorted records that does not slow down a process that opens the file. */
  private static final int APPENDED = 512;

  private static final int SORTED_TO_APPENDED = 16;

  /** "STYXMEM1". */
  private static final long MARK = 0x535459584d454d31L;

  /** Offset of the number of sorted records in the header, in bytes. */
  private static final int SORTED = 8;

  private CacheFile() {}

  /** The number of whole records in a file of a size. */
  static long records(long size) {
    return Math.max(0, size / RecordFormat.BYTES - 1);
  }

  /** The offset of a record, in bytes. */
  static long position(long record) {
    return (record + 1) * RecordFormat.BYTES;
  }

  /** Whether the appended records have to be merged into the sorted ones. */
  static boolean needsCompaction(long appended, long sorted) {
    return appended > Math.min(APPENDED + sorted / SORTED_TO_APPENDED, MAX_APPENDED / 2);
  }

  /** Reads the number of sorted records; nothing where the header is not sound. */
  static OptionalLong readHeader(FileChannel channel) throws IOException {
    byte[] header = new byte[RecordFormat.BYTES];
    int length = read(channel, header, 0);
    if (length < header.length
        || RecordFormat.number(header, 0) != MARK
        || !RecordFormat.isSound(header, 0)) {
      return OptionalLong.empty();
    }
    long sorted = RecordFormat.number(header, SORTED);
    return sorted < 0 || sorted > Long.MAX_VALUE / RecordFormat.BYTES - 1
        ? OptionalLong.empty()
        : OptionalLong.of(sorted);
  }

  static void writeHeader(FileChannel channel, long sorted) throws IOException {
    byte[] header = new byte[RecordFormat.BYTES];
    RecordFormat.put(header, 0, MARK);
    RecordFormat.put(header, SORTED, sorted);
    int checksum = RecordFormat.BYTES - Long.BYTES;
    RecordFormat.put(header, checksum, RecordFormat.checksum(header, 0));
    write(channel, ByteBuffer.wrap(header), 0);
  }

  /**
   * Fills an array as far as the file goes.
   *
   * @return the number of bytes read
   */
  static int read(FileChannel channel, byte[] to, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(to);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.position();
  }

  static void write(FileChannel channel, ByteBuffer from, long position) throws IOException {
    long to = position;
    while (from.hasRemaining()) {
      to += channel.write(from, to);
    }
  }
}
