package dev.styxcache.blake3;

import static dev.styxcache.blake3.Format.BLOCK_BYTES;

/**
 * Chunks or parents that are hashed side by side, each in a lane of its own. They have the same
 * number of blocks.
 */
final class Group {

  /** Where each chunk's bytes begin; of a parent, the number of its left child's value. */
  final int[] from;

  /** The number of the chaining value that each gives. */
  final int[] to;

  /** Each one's counter, in two halves. */
  final int[] low;

  final int[] high;

  /** How many bytes each one's last block has. */
  final int[] length;

  /** The flags of each one's last block, but for {@link Format#CHUNK_START}. */
  final int[] flags;

  /** How many blocks each one has. */
  final int blocks;

  /** Number of occupied lanes. */
  int count;

  Group(int lanes, int blocks) {
    this.from = new int[lanes];
    this.to = new int[lanes];
    this.low = new int[lanes];
    this.high = new int[lanes];
    this.length = new int[lanes];
    this.flags = new int[lanes];
    this.blocks = blocks;
  }

  boolean isFull() {
    return count == from.length;
  }

  /** Whether all last blocks have all their bytes. */
  boolean lastsAreWhole() {
    for (int lane = 0; lane < count; lane++) {
      if (length[lane] != BLOCK_BYTES) {
        return false;
      }
    }
    return true;
  }

  /** Adds a chunk or parent; the arguments are in the order of the fields. */
  void add(int where, int value, long counter, int lastLength, int lastFlags) {
    int lane = count;
    from[lane] = where;
    to[lane] = value;
    low[lane] = (int) counter;
    high[lane] = (int) (counter >>> 32);
    length[lane] = lastLength;
    flags[lane] = lastFlags;
    count = lane + 1;
  }

  long counter(int lane) {
    return (long) high[lane] << 32 | (low[lane] & 0xFFFF_FFFFL);
  }
}
