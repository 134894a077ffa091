package dev.styxcache.adapter.hash.cache;

import dev.styxcache.domain.key.ContentHash;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Records in memory in the order in which they came, found by their key. For one thread. */
final class RecordTable {

  private static final int FIRST_CAPACITY = 64;
  private static final int NONE = -1;

  private byte[] records = new byte[FIRST_CAPACITY * MemoRecords.BYTES];
  private int count;

  /** One more than the number of a record, at the spot that its key gives or behind; 0 is free. */
  private int[] index = new int[2 * FIRST_CAPACITY];

  int count() {
    return count;
  }

  byte[] records() {
    return records;
  }

  ByteBuffer content() {
    return ByteBuffer.wrap(records, 0, count * MemoRecords.BYTES);
  }

  void add(MemoKey key, ContentHash hash, long day) {
    makeRoom(1);
    MemoRecords.write(records, count * MemoRecords.BYTES, key, hash, day);
    enter(count++);
  }

  /** Adds records that were read; damaged ones are left out. */
  void addAll(byte[] from, int length) {
    int whole = length / MemoRecords.BYTES;
    makeRoom(whole);
    for (int at = 0; at < whole * MemoRecords.BYTES; at += MemoRecords.BYTES) {
      if (MemoRecords.isSound(from, at)) {
        System.arraycopy(from, at, records, count * MemoRecords.BYTES, MemoRecords.BYTES);
        enter(count++);
      }
    }
  }

  /** Where in {@link #records} the latest record of a key is; negative where there is none. */
  int find(MemoKey key) {
    for (int slot = slot(key.spot()); index[slot] != 0; slot = next(slot)) {
      int at = (index[slot] - 1) * MemoRecords.BYTES;
      if (MemoRecords.isOf(records, at, key)) {
        return at;
      }
    }
    return NONE;
  }

  private void makeRoom(int more) {
    int needed = count + more;
    if (needed * MemoRecords.BYTES > records.length) {
      int capacity = Math.max(needed, 2 * (records.length / MemoRecords.BYTES));
      records = Arrays.copyOf(records, capacity * MemoRecords.BYTES);
      index = new int[Integer.highestOneBit(capacity) << 2];
      for (int i = 0; i < count; i++) {
        enter(i);
      }
    }
  }

  /** A later record takes the place of an earlier one of the same key. */
  private void enter(int number) {
    int at = number * MemoRecords.BYTES;
    int slot = slot(MemoRecords.spot(records, at));
    while (index[slot] != 0
        && !MemoRecords.haveSameKey(records, at, records, (index[slot] - 1) * MemoRecords.BYTES)) {
      slot = next(slot);
    }
    index[slot] = number + 1;
  }

  private int slot(long spot) {
    return (int) spot & (index.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (index.length - 1);
  }
}
