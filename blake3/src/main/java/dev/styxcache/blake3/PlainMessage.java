package dev.styxcache.blake3;

import static dev.styxcache.blake3.Format.CV_WORDS;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Turns blocks into the rows of a message, one array for each of a block's 16 words. */
final class PlainMessage {

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private PlainMessage() {}

  /**
   * Reads a whole block into each lane, two lanes at a time: then stores to the same line of the
   * processor's cache follow each other.
   *
   * @param data where from
   * @param from where each lane's chunk begins; an even number of lanes
   * @param count how many lanes there are; if the number is odd, one more is read
   * @param offset how far into the chunks the blocks are
   * @param m the rows
   * @param first the first lane's place in the rows
   */
  static void load(ByteBuffer data, int[] from, int count, int offset, int[][] m, int first) {
    int[] m0 = m[0];
    int[] m1 = m[1];
    int[] m2 = m[2];
    int[] m3 = m[3];
    int[] m4 = m[4];
    int[] m5 = m[5];
    int[] m6 = m[6];
    int[] m7 = m[7];
    int[] m8 = m[8];
    int[] m9 = m[9];
    int[] m10 = m[10];
    int[] m11 = m[11];
    int[] m12 = m[12];
    int[] m13 = m[13];
    int[] m14 = m[14];
    int[] m15 = m[15];
    for (int lane = 0; lane < count; lane += 2) {
      int left = from[lane] + offset;
      int right = from[lane + 1] + offset;
      int to = first + lane;
      put(words(data, left), words(data, right), m0, m1, to);
      put(words(data, left + 8), words(data, right + 8), m2, m3, to);
      put(words(data, left + 16), words(data, right + 16), m4, m5, to);
      put(words(data, left + 24), words(data, right + 24), m6, m7, to);
      put(words(data, left + 32), words(data, right + 32), m8, m9, to);
      put(words(data, left + 40), words(data, right + 40), m10, m11, to);
      put(words(data, left + 48), words(data, right + 48), m12, m13, to);
      put(words(data, left + 56), words(data, right + 56), m14, m15, to);
    }
  }

  private static long words(ByteBuffer data, int at) {
    return (long) LONGS.get(data, at);
  }

  private static void put(long left, long right, int[] even, int[] odd, int to) {
    even[to] = (int) left;
    even[to + 1] = (int) right;
    odd[to] = (int) (left >>> 32);
    odd[to + 1] = (int) (right >>> 32);
  }

  /**
   * Reads two neighbouring chaining values into each lane.
   *
   * @param cvs holds them
   * @param from the number of each lane's left one
   * @param count how many lanes there are
   * @param m the rows
   * @param first the first lane's place in the rows
   */
  static void loadParents(int[] cvs, int[] from, int count, int[][] m, int first) {
    int[] m0 = m[0];
    int[] m1 = m[1];
    int[] m2 = m[2];
    int[] m3 = m[3];
    int[] m4 = m[4];
    int[] m5 = m[5];
    int[] m6 = m[6];
    int[] m7 = m[7];
    int[] m8 = m[8];
    int[] m9 = m[9];
    int[] m10 = m[10];
    int[] m11 = m[11];
    int[] m12 = m[12];
    int[] m13 = m[13];
    int[] m14 = m[14];
    int[] m15 = m[15];
    for (int lane = 0; lane < count; lane++) {
      int at = from[lane] * CV_WORDS;
      int to = first + lane;
      m0[to] = cvs[at];
      m1[to] = cvs[at + 1];
      m2[to] = cvs[at + 2];
      m3[to] = cvs[at + 3];
      m4[to] = cvs[at + 4];
      m5[to] = cvs[at + 5];
      m6[to] = cvs[at + 6];
      m7[to] = cvs[at + 7];
      m8[to] = cvs[at + 8];
      m9[to] = cvs[at + 9];
      m10[to] = cvs[at + 10];
      m11[to] = cvs[at + 11];
      m12[to] = cvs[at + 12];
      m13[to] = cvs[at + 13];
      m14[to] = cvs[at + 14];
      m15[to] = cvs[at + 15];
    }
  }
}
