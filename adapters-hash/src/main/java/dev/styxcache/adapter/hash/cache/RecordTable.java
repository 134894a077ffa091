package dev.styxcache.adapter.hash.cache;

import dev.styxcache.domain.key.ContentHash;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A hash table of records in one array, in the order of their addition. For one thread. */
final class RecordTable {

  private static final int FIRST_CAPACITY = 64;
  private static final int NONE = -1;

  private byte[] records = new byte[FIRST_CAPACITY * RecordFormat.BYTES];
  private int count;

  /** By slot: the number of a record plus one; 0 is free. Collisions go to the next slot. */
  private int[] index = new int[2 * FIRST_CAPACITY];

  int count() {
    return count;
  }

  byte[] records() {
    return records;
  }

  ByteBuffer content() {
    return ByteBuffer.wrap(records, 0, count * RecordFormat.BYTES);
  }

  void add(FileStateKey key, ContentHash hash, long day) {
    makeRoom(1);
    RecordFormat.write(records, count * RecordFormat.BYTES, key, hash, day);
    enter(count++);
  }

  /** Adds records that were read; corrupt ones are skipped. */
  void addAll(byte[] from, int length) {
    int whole = length / RecordFormat.BYTES;
    makeRoom(whole);
    for (int at = 0; at < whole * RecordFormat.BYTES; at += RecordFormat.BYTES) {
      if (RecordFormat.isSound(from, at)) {
        System.arraycopy(from, at, records, count * RecordFormat.BYTES, RecordFormat.BYTES);
        enter(count++);
      }
    }
  }

  /** The offset of a key's latest record in {@link #records}; negative where there is none. */
  int find(FileStateKey key) {
    for (int slot = slot(key.slot()); index[slot] != 0; slot = next(slot)) {
      int at = (index[slot] - 1) * RecordFormat.BYTES;
      if (RecordFormat.isOf(records, at, key)) {
        return at;
      }
    }
    return NONE;
  }

  private void makeRoom(int more) {
    int needed = count + more;
    if (needed * RecordFormat.BYTES > records.length) {
      int capacity = Math.max(needed, 2 * (records.length / RecordFormat.BYTES));
      records = Arrays.copyOf(records, capacity * RecordFormat.BYTES);
      index = new int[Integer.highestOneBit(capacity) << 2];
      for (int i = 0; i < count; i++) {
        enter(i);
      }
    }
  }

  /** A later record replaces an earlier one of the same key. */
  private void enter(int number) {
    int at = number * RecordFormat.BYTES;
    int slot = slot(RecordFormat.slot(records, at));
    while (index[slot] != 0
        && !RecordFormat.haveSameKey(
            records, at, records, (index[slot] - 1) * RecordFormat.BYTES)) {
      slot = next(slot);
    }
    index[slot] = number + 1;
  }

  private int slot(long hash) {
    return (int) hash & (index.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (index.length - 1);
  }
}
