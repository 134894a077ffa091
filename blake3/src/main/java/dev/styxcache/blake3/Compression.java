package dev.styxcache.blake3;

import static dev.styxcache.blake3.Format.IV0;
import static dev.styxcache.blake3.Format.IV1;
import static dev.styxcache.blake3.Format.IV2;
import static dev.styxcache.blake3.Format.IV3;

/**
 * The compression function (the paper's section 2.2), one block at a time.
 *
 * <p>State and message are locals, which the compiler keeps in registers as far as there are any.
 * The rounds are a loop that permutes the message, so that the method is small enough to be
 * compiled early.
 */
final class Compression {

  private static final int ROUNDS = 7;

  private Compression() {}

  /**
   * Compresses a block into a chaining value.
   *
   * @param cv holds the chaining value, and gets the new one
   * @param at where it is in {@code cv}
   * @param message the block's 16 words
   * @param counter the number of the chunk, 0 for a parent
   * @param length the number of bytes in the block, 0 to 64
   * @param flags what the block is, of {@link Format}'s flags
   */
  static void compress(int[] cv, int at, int[] message, long counter, int length, int flags) {
    int m0 = message[0];
    int m1 = message[1];
    int m2 = message[2];
    int m3 = message[3];
    int m4 = message[4];
    int m5 = message[5];
    int m6 = message[6];
    int m7 = message[7];
    int m8 = message[8];
    int m9 = message[9];
    int m10 = message[10];
    int m11 = message[11];
    int m12 = message[12];
    int m13 = message[13];
    int m14 = message[14];
    int m15 = message[15];
    int v0 = cv[at];
    int v1 = cv[at + 1];
    int v2 = cv[at + 2];
    int v3 = cv[at + 3];
    int v4 = cv[at + 4];
    int v5 = cv[at + 5];
    int v6 = cv[at + 6];
    int v7 = cv[at + 7];
    int v8 = IV0;
    int v9 = IV1;
    int v10 = IV2;
    int v11 = IV3;
    int v12 = (int) counter;
    int v13 = (int) (counter >>> 32);
    int v14 = length;
    int v15 = flags;
    int round = 0;
    while (true) {
      v0 += m0 + v4;
      v1 += m2 + v5;
      v2 += m4 + v6;
      v3 += m6 + v7;
      v12 = Integer.rotateRight(v12 ^ v0, 16);
      v13 = Integer.rotateRight(v13 ^ v1, 16);
      v14 = Integer.rotateRight(v14 ^ v2, 16);
      v15 = Integer.rotateRight(v15 ^ v3, 16);
      v8 += v12;
      v9 += v13;
      v10 += v14;
      v11 += v15;
      v4 = Integer.rotateRight(v4 ^ v8, 12);
      v5 = Integer.rotateRight(v5 ^ v9, 12);
      v6 = Integer.rotateRight(v6 ^ v10, 12);
      v7 = Integer.rotateRight(v7 ^ v11, 12);
      v0 += m1 + v4;
      v1 += m3 + v5;
      v2 += m5 + v6;
      v3 += m7 + v7;
      v12 = Integer.rotateRight(v12 ^ v0, 8);
      v13 = Integer.rotateRight(v13 ^ v1, 8);
      v14 = Integer.rotateRight(v14 ^ v2, 8);
      v15 = Integer.rotateRight(v15 ^ v3, 8);
      v8 += v12;
      v9 += v13;
      v10 += v14;
      v11 += v15;
      v4 = Integer.rotateRight(v4 ^ v8, 7);
      v5 = Integer.rotateRight(v5 ^ v9, 7);
      v6 = Integer.rotateRight(v6 ^ v10, 7);
      v7 = Integer.rotateRight(v7 ^ v11, 7);
      v0 += m8 + v5;
      v1 += m10 + v6;
      v2 += m12 + v7;
      v3 += m14 + v4;
      v15 = Integer.rotateRight(v15 ^ v0, 16);
      v12 = Integer.rotateRight(v12 ^ v1, 16);
      v13 = Integer.rotateRight(v13 ^ v2, 16);
      v14 = Integer.rotateRight(v14 ^ v3, 16);
      v10 += v15;
      v11 += v12;
      v8 += v13;
      v9 += v14;
      v5 = Integer.rotateRight(v5 ^ v10, 12);
      v6 = Integer.rotateRight(v6 ^ v11, 12);
      v7 = Integer.rotateRight(v7 ^ v8, 12);
      v4 = Integer.rotateRight(v4 ^ v9, 12);
      v0 += m9 + v5;
      v1 += m11 + v6;
      v2 += m13 + v7;
      v3 += m15 + v4;
      v15 = Integer.rotateRight(v15 ^ v0, 8);
      v12 = Integer.rotateRight(v12 ^ v1, 8);
      v13 = Integer.rotateRight(v13 ^ v2, 8);
      v14 = Integer.rotateRight(v14 ^ v3, 8);
      v10 += v15;
      v11 += v12;
      v8 += v13;
      v9 += v14;
      v5 = Integer.rotateRight(v5 ^ v10, 7);
      v6 = Integer.rotateRight(v6 ^ v11, 7);
      v7 = Integer.rotateRight(v7 ^ v8, 7);
      v4 = Integer.rotateRight(v4 ^ v9, 7);
      round++;
      if (round == ROUNDS) {
        break;
      }
      // The permutation of the message: 2 6 3 10 7 0 4 13 1 11 12 5 9 14 15 8.
      int first0 = m0;
      int first1 = m1;
      m0 = m2;
      m2 = m3;
      m3 = m10;
      m10 = m12;
      m12 = m9;
      m9 = m11;
      m11 = m5;
      m5 = first0;
      m1 = m6;
      m6 = m4;
      m4 = m7;
      m7 = m13;
      m13 = m14;
      m14 = m15;
      m15 = m8;
      m8 = first1;
    }
    cv[at] = v0 ^ v8;
    cv[at + 1] = v1 ^ v9;
    cv[at + 2] = v2 ^ v10;
    cv[at + 3] = v3 ^ v11;
    cv[at + 4] = v4 ^ v12;
    cv[at + 5] = v5 ^ v13;
    cv[at + 6] = v6 ^ v14;
    cv[at + 7] = v7 ^ v15;
  }
}
