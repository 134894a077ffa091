package dev.styxcache.adapter.hash.cache;

import dev.styxcache.domain.key.ContentHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The format of a record, 96 bytes: the six numbers of the {@link FileStateKey}, 32 bytes of
 * digest, the day of the last use, and a checksum. Numbers are big-endian, of 8 bytes.
 */
final class RecordFormat {

  static final int BYTES = 96;

  private static final int DEVICE = 8;
  private static final int INODE = 16;
  private static final int SIZE = 24;
  private static final int MODIFIED = 32;
  private static final int CHANGED = 40;
  private static final int DIGEST = 48;
  private static final int DAY = 80;
  private static final int CHECKSUM = 88;

  private static final VarHandle NUMBER =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private RecordFormat() {}

  static void write(byte[] to, int at, FileStateKey key, ContentHash hash, long day) {
    put(to, at, key.slot());
    put(to, at + DEVICE, key.device());
    put(to, at + INODE, key.inode());
    put(to, at + SIZE, key.size());
    put(to, at + MODIFIED, key.modified());
    put(to, at + CHANGED, key.changed());
    System.arraycopy(hash.bytes(), 0, to, at + DIGEST, DAY - DIGEST);
    put(to, at + DAY, day);
    put(to, at + CHECKSUM, checksum(to, at));
  }

  /** The hash that decides where a record is in a table. */
  static long slot(byte[] from, int at) {
    return number(from, at);
  }

  /** The day of the last use, in days since 1970. */
  static long day(byte[] from, int at) {
    return number(from, at + DAY);
  }

  static ContentHash hash(byte[] from, int at) {
    return ContentHash.of(Arrays.copyOfRange(from, at + DIGEST, at + DAY));
  }

  static boolean isSound(byte[] from, int at) {
    return number(from, at + CHECKSUM) == checksum(from, at);
  }

  static boolean isOf(byte[] from, int at, FileStateKey key) {
    return number(from, at) == key.slot()
        && number(from, at + DEVICE) == key.device()
        && number(from, at + INODE) == key.inode()
        && number(from, at + SIZE) == key.size()
        && number(from, at + MODIFIED) == key.modified()
        && number(from, at + CHANGED) == key.changed();
  }

  /** Whether two records are of the same file in the same state. */
  static boolean haveSameKey(byte[] left, int leftAt, byte[] right, int rightAt) {
    return Arrays.equals(left, leftAt, leftAt + DIGEST, right, rightAt, rightAt + DIGEST);
  }

  /** The checksum; a record of zeros is never sound, because the hash does not start at zero. */
  static long checksum(byte[] from, int at) {
    long state = Hash64.START;
    for (int i = at; i < at + CHECKSUM; i += Long.BYTES) {
      state = Hash64.add(state, number(from, i));
    }
    return Hash64.finish(state);
  }

  static long number(byte[] from, int at) {
    return (long) NUMBER.get(from, at);
  }

  static void put(byte[] to, int at, long number) {
    NUMBER.set(to, at, number);
  }
}
