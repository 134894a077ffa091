package dev.styxcache.adapter.hash.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;

/**
 * The beginning of a memo's file, as long as a record: a mark with the version, how many of the
 * records behind it are sorted, zeros, and a checksum. The rest of the records are in the order in
 * which they were appended.
 */
final class MemoHeader {

  /** "STYXMEM1". */
  private static final long MARK = 0x535459584d454d31L;

  private static final int SORTED = 8;

  private MemoHeader() {}

  /** The number of sorted records; nothing where this is not the beginning of such a file. */
  static OptionalLong read(FileChannel channel) throws IOException {
    byte[] header = new byte[MemoRecords.BYTES];
    int length = Channels.read(channel, header, 0);
    if (length < header.length
        || MemoRecords.number(header, 0) != MARK
        || !MemoRecords.isSound(header, 0)) {
      return OptionalLong.empty();
    }
    long sorted = MemoRecords.number(header, SORTED);
    return sorted < 0 || sorted > Long.MAX_VALUE / MemoRecords.BYTES - 1
        ? OptionalLong.empty()
        : OptionalLong.of(sorted);
  }

  static void write(FileChannel channel, long sorted) throws IOException {
    byte[] header = new byte[MemoRecords.BYTES];
    MemoRecords.put(header, 0, MARK);
    MemoRecords.put(header, SORTED, sorted);
    int check = MemoRecords.BYTES - Long.BYTES;
    MemoRecords.put(header, check, MemoRecords.check(header, 0));
    Channels.write(channel, ByteBuffer.wrap(header), 0);
  }
}
