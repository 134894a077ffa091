package dev.styxcache.blake3;

import static dev.styxcache.blake3.Format.CV_WORDS;
import static dev.styxcache.blake3.VectorLayout.LANES;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Blocks into rows of lanes, and rows into chaining values, word by word. */
final class VectorMessage {

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private VectorMessage() {}

  /**
   * Reads a block into each lane.
   *
   * @param data where from
   * @param from where each lane's chunk begins
   * @param count how many lanes there are
   * @param offset how far into the chunks the blocks are
   * @param work gets the message
   * @param at where
   */
  static void blocks(ByteBuffer data, int[] from, int count, int offset, int[] work, int at) {
    for (int lane = 0; lane < count; lane++) {
      int begin = from[lane] + offset;
      int to = at + lane;
      long words = (long) LONGS.get(data, begin);
      work[to] = (int) words;
      work[to + LANES] = (int) (words >>> 32);
      words = (long) LONGS.get(data, begin + 8);
      work[to + 2 * LANES] = (int) words;
      work[to + 3 * LANES] = (int) (words >>> 32);
      words = (long) LONGS.get(data, begin + 16);
      work[to + 4 * LANES] = (int) words;
      work[to + 5 * LANES] = (int) (words >>> 32);
      words = (long) LONGS.get(data, begin + 24);
      work[to + 6 * LANES] = (int) words;
      work[to + 7 * LANES] = (int) (words >>> 32);
      words = (long) LONGS.get(data, begin + 32);
      work[to + 8 * LANES] = (int) words;
      work[to + 9 * LANES] = (int) (words >>> 32);
      words = (long) LONGS.get(data, begin + 40);
      work[to + 10 * LANES] = (int) words;
      work[to + 11 * LANES] = (int) (words >>> 32);
      words = (long) LONGS.get(data, begin + 48);
      work[to + 12 * LANES] = (int) words;
      work[to + 13 * LANES] = (int) (words >>> 32);
      words = (long) LONGS.get(data, begin + 56);
      work[to + 14 * LANES] = (int) words;
      work[to + 15 * LANES] = (int) (words >>> 32);
    }
  }

  /**
   * Reads two neighbouring chaining values into each lane.
   *
   * @param cvs holds them
   * @param from the number of each lane's left one
   * @param work gets the message
   * @param at where
   */
  static void parents(int[] cvs, int[] from, int[] work, int at) {
    for (int lane = 0; lane < LANES; lane++) {
      int left = from[lane] * CV_WORDS;
      int to = at + lane;
      work[to] = cvs[left];
      work[to + LANES] = cvs[left + 1];
      work[to + 2 * LANES] = cvs[left + 2];
      work[to + 3 * LANES] = cvs[left + 3];
      work[to + 4 * LANES] = cvs[left + 4];
      work[to + 5 * LANES] = cvs[left + 5];
      work[to + 6 * LANES] = cvs[left + 6];
      work[to + 7 * LANES] = cvs[left + 7];
      work[to + 8 * LANES] = cvs[left + 8];
      work[to + 9 * LANES] = cvs[left + 9];
      work[to + 10 * LANES] = cvs[left + 10];
      work[to + 11 * LANES] = cvs[left + 11];
      work[to + 12 * LANES] = cvs[left + 12];
      work[to + 13 * LANES] = cvs[left + 13];
      work[to + 14 * LANES] = cvs[left + 14];
      work[to + 15 * LANES] = cvs[left + 15];
    }
  }

  /**
   * Writes each lane's chaining value.
   *
   * @param work holds them
   * @param at where
   * @param to the number of each lane's
   * @param count how many lanes there are
   * @param cvs gets them
   */
  static void values(int[] work, int at, int[] to, int count, int[] cvs) {
    for (int lane = 0; lane < count; lane++) {
      int from = at + lane;
      int cv = to[lane] * CV_WORDS;
      cvs[cv] = work[from];
      cvs[cv + 1] = work[from + LANES];
      cvs[cv + 2] = work[from + 2 * LANES];
      cvs[cv + 3] = work[from + 3 * LANES];
      cvs[cv + 4] = work[from + 4 * LANES];
      cvs[cv + 5] = work[from + 5 * LANES];
      cvs[cv + 6] = work[from + 6 * LANES];
      cvs[cv + 7] = work[from + 7 * LANES];
    }
  }
}
