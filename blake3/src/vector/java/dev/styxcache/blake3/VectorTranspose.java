package dev.styxcache.blake3;

import static dev.styxcache.blake3.VectorLayout.SPECIES;

import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Blocks into rows of lanes, 16 by 16 words, without leaving the vectors.
 *
 * <p>Word w of lane l first goes to place l ^ w within its vector; then blends bring each place's
 * words from all vectors into their right vector, one bit of the vector's number at a time; and in
 * the end each word goes to its lane's place. So nothing ever moves both between and within
 * vectors.
 */
final class VectorTranspose {

  private static final VectorShuffle<Integer> X1 = xor(1);
  private static final VectorShuffle<Integer> X2 = xor(2);
  private static final VectorShuffle<Integer> X3 = xor(3);
  private static final VectorShuffle<Integer> X4 = xor(4);
  private static final VectorShuffle<Integer> X5 = xor(5);
  private static final VectorShuffle<Integer> X6 = xor(6);
  private static final VectorShuffle<Integer> X7 = xor(7);
  private static final VectorShuffle<Integer> X8 = xor(8);
  private static final VectorShuffle<Integer> X9 = xor(9);
  private static final VectorShuffle<Integer> X10 = xor(10);
  private static final VectorShuffle<Integer> X11 = xor(11);
  private static final VectorShuffle<Integer> X12 = xor(12);
  private static final VectorShuffle<Integer> X13 = xor(13);
  private static final VectorShuffle<Integer> X14 = xor(14);
  private static final VectorShuffle<Integer> X15 = xor(15);
  private static final VectorMask<Integer> BIT0 = bit(0);
  private static final VectorMask<Integer> BIT1 = bit(1);
  private static final VectorMask<Integer> BIT2 = bit(2);
  private static final VectorMask<Integer> BIT3 = bit(3);
  private static final MethodHandle LOAD = VectorMemory.load();

  private VectorTranspose() {}

  private static VectorShuffle<Integer> xor(int by) {
    return VectorShuffle.fromOp(SPECIES, place -> place ^ by);
  }

  private static VectorMask<Integer> bit(int bit) {
    boolean[] lanes = new boolean[SPECIES.length()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = (i >>> bit & 1) == 1;
    }
    return VectorMask.fromArray(SPECIES, lanes, 0);
  }

  private static IntVector load(Object memory, long from) {
    try {
      return (IntVector) LOAD.invokeExact(memory, from, ByteOrder.LITTLE_ENDIAN);
    } catch (Throwable e) {
      throw VectorMemory.rethrow(e);
    }
  }

  /**
   * Reads a block into each of 16 lanes.
   *
   * @param memory what {@link VectorMemory#of} gave
   * @param from where each lane's chunk begins
   * @param offset how far into the chunks the blocks are
   * @param work gets the message
   * @param at where
   */
  static void blocks(Object memory, int[] from, int offset, int[] work, int at) {
    IntVector v0 = load(memory, from[0] + offset);
    IntVector v1 = load(memory, from[1] + offset).rearrange(X1);
    IntVector v2 = load(memory, from[2] + offset).rearrange(X2);
    IntVector v3 = load(memory, from[3] + offset).rearrange(X3);
    IntVector v4 = load(memory, from[4] + offset).rearrange(X4);
    IntVector v5 = load(memory, from[5] + offset).rearrange(X5);
    IntVector v6 = load(memory, from[6] + offset).rearrange(X6);
    IntVector v7 = load(memory, from[7] + offset).rearrange(X7);
    IntVector v8 = load(memory, from[8] + offset).rearrange(X8);
    IntVector v9 = load(memory, from[9] + offset).rearrange(X9);
    IntVector v10 = load(memory, from[10] + offset).rearrange(X10);
    IntVector v11 = load(memory, from[11] + offset).rearrange(X11);
    IntVector v12 = load(memory, from[12] + offset).rearrange(X12);
    IntVector v13 = load(memory, from[13] + offset).rearrange(X13);
    IntVector v14 = load(memory, from[14] + offset).rearrange(X14);
    IntVector v15 = load(memory, from[15] + offset).rearrange(X15);
    IntVector left = v0.blend(v1, BIT0);
    v1 = v1.blend(v0, BIT0);
    v0 = left;
    left = v2.blend(v3, BIT0);
    v3 = v3.blend(v2, BIT0);
    v2 = left;
    left = v4.blend(v5, BIT0);
    v5 = v5.blend(v4, BIT0);
    v4 = left;
    left = v6.blend(v7, BIT0);
    v7 = v7.blend(v6, BIT0);
    v6 = left;
    left = v8.blend(v9, BIT0);
    v9 = v9.blend(v8, BIT0);
    v8 = left;
    left = v10.blend(v11, BIT0);
    v11 = v11.blend(v10, BIT0);
    v10 = left;
    left = v12.blend(v13, BIT0);
    v13 = v13.blend(v12, BIT0);
    v12 = left;
    left = v14.blend(v15, BIT0);
    v15 = v15.blend(v14, BIT0);
    v14 = left;
    left = v0.blend(v2, BIT1);
    v2 = v2.blend(v0, BIT1);
    v0 = left;
    left = v1.blend(v3, BIT1);
    v3 = v3.blend(v1, BIT1);
    v1 = left;
    left = v4.blend(v6, BIT1);
    v6 = v6.blend(v4, BIT1);
    v4 = left;
    left = v5.blend(v7, BIT1);
    v7 = v7.blend(v5, BIT1);
    v5 = left;
    left = v8.blend(v10, BIT1);
    v10 = v10.blend(v8, BIT1);
    v8 = left;
    left = v9.blend(v11, BIT1);
    v11 = v11.blend(v9, BIT1);
    v9 = left;
    left = v12.blend(v14, BIT1);
    v14 = v14.blend(v12, BIT1);
    v12 = left;
    left = v13.blend(v15, BIT1);
    v15 = v15.blend(v13, BIT1);
    v13 = left;
    left = v0.blend(v4, BIT2);
    v4 = v4.blend(v0, BIT2);
    v0 = left;
    left = v1.blend(v5, BIT2);
    v5 = v5.blend(v1, BIT2);
    v1 = left;
    left = v2.blend(v6, BIT2);
    v6 = v6.blend(v2, BIT2);
    v2 = left;
    left = v3.blend(v7, BIT2);
    v7 = v7.blend(v3, BIT2);
    v3 = left;
    left = v8.blend(v12, BIT2);
    v12 = v12.blend(v8, BIT2);
    v8 = left;
    left = v9.blend(v13, BIT2);
    v13 = v13.blend(v9, BIT2);
    v9 = left;
    left = v10.blend(v14, BIT2);
    v14 = v14.blend(v10, BIT2);
    v10 = left;
    left = v11.blend(v15, BIT2);
    v15 = v15.blend(v11, BIT2);
    v11 = left;
    left = v0.blend(v8, BIT3);
    v8 = v8.blend(v0, BIT3);
    v0 = left;
    left = v1.blend(v9, BIT3);
    v9 = v9.blend(v1, BIT3);
    v1 = left;
    left = v2.blend(v10, BIT3);
    v10 = v10.blend(v2, BIT3);
    v2 = left;
    left = v3.blend(v11, BIT3);
    v11 = v11.blend(v3, BIT3);
    v3 = left;
    left = v4.blend(v12, BIT3);
    v12 = v12.blend(v4, BIT3);
    v4 = left;
    left = v5.blend(v13, BIT3);
    v13 = v13.blend(v5, BIT3);
    v5 = left;
    left = v6.blend(v14, BIT3);
    v14 = v14.blend(v6, BIT3);
    v6 = left;
    left = v7.blend(v15, BIT3);
    v15 = v15.blend(v7, BIT3);
    v7 = left;
    v0.intoArray(work, at);
    v1.rearrange(X1).intoArray(work, at + 16);
    v2.rearrange(X2).intoArray(work, at + 32);
    v3.rearrange(X3).intoArray(work, at + 48);
    v4.rearrange(X4).intoArray(work, at + 64);
    v5.rearrange(X5).intoArray(work, at + 80);
    v6.rearrange(X6).intoArray(work, at + 96);
    v7.rearrange(X7).intoArray(work, at + 112);
    v8.rearrange(X8).intoArray(work, at + 128);
    v9.rearrange(X9).intoArray(work, at + 144);
    v10.rearrange(X10).intoArray(work, at + 160);
    v11.rearrange(X11).intoArray(work, at + 176);
    v12.rearrange(X12).intoArray(work, at + 192);
    v13.rearrange(X13).intoArray(work, at + 208);
    v14.rearrange(X14).intoArray(work, at + 224);
    v15.rearrange(X15).intoArray(work, at + 240);
  }
}
