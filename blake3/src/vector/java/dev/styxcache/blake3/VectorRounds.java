package dev.styxcache.blake3;

import static dev.styxcache.blake3.VectorLayout.CV;
import static dev.styxcache.blake3.VectorLayout.ENDS;
import static dev.styxcache.blake3.VectorLayout.LANES;
import static dev.styxcache.blake3.VectorLayout.SPECIES;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;

/**
 * The compression of one block in each lane.
 *
 * <p>The rounds are a loop, since C2 gives up on them when they are written one after the other;
 * which word of the message each step takes stands in a table. Four mixing steps are interleaved,
 * so that none waits for another. Vectors are never passed to methods, where they would become
 * objects.
 */
final class VectorRounds {

  /** Whether rotations are instructions; before, C2 made loops of them. */
  private static final boolean ROTATES = Runtime.version().feature() >= 21;

  private static final int ROUNDS = 7;
  private static final int[] PERMUTATION = {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8};

  /** Where the words of the message are, in the order in which they are mixed in. */
  private static final int[] SCHEDULE = schedule();

  private VectorRounds() {}

  private static int[] schedule() {
    int[] words = new int[ROUNDS * Format.BLOCK_WORDS];
    for (int i = 0; i < Format.BLOCK_WORDS; i++) {
      words[i] = i * LANES;
    }
    for (int i = Format.BLOCK_WORDS; i < words.length; i++) {
      int before = (i / Format.BLOCK_WORDS - 1) * Format.BLOCK_WORDS;
      words[i] = words[before + PERMUTATION[i % Format.BLOCK_WORDS]];
    }
    return words;
  }

  /**
   * Compresses a block in each lane.
   *
   * @param work as {@link VectorLayout} says; its chaining values become the new ones
   * @param at where it begins in the array
   */
  static void compress(int[] work, int at) {
    int cv = at + CV;
    int ends = at + ENDS;
    IntVector v0 = IntVector.fromArray(SPECIES, work, cv);
    IntVector v1 = IntVector.fromArray(SPECIES, work, cv + LANES);
    IntVector v2 = IntVector.fromArray(SPECIES, work, cv + 2 * LANES);
    IntVector v3 = IntVector.fromArray(SPECIES, work, cv + 3 * LANES);
    IntVector v4 = IntVector.fromArray(SPECIES, work, cv + 4 * LANES);
    IntVector v5 = IntVector.fromArray(SPECIES, work, cv + 5 * LANES);
    IntVector v6 = IntVector.fromArray(SPECIES, work, cv + 6 * LANES);
    IntVector v7 = IntVector.fromArray(SPECIES, work, cv + 7 * LANES);
    IntVector v8 = IntVector.broadcast(SPECIES, Format.IV0);
    IntVector v9 = IntVector.broadcast(SPECIES, Format.IV1);
    IntVector v10 = IntVector.broadcast(SPECIES, Format.IV2);
    IntVector v11 = IntVector.broadcast(SPECIES, Format.IV3);
    IntVector v12 = IntVector.fromArray(SPECIES, work, ends);
    IntVector v13 = IntVector.fromArray(SPECIES, work, ends + LANES);
    IntVector v14 = IntVector.fromArray(SPECIES, work, ends + 2 * LANES);
    IntVector v15 = IntVector.fromArray(SPECIES, work, ends + 3 * LANES);
    for (int next = 0; next < ROUNDS * Format.BLOCK_WORDS; next += Format.BLOCK_WORDS) {
      v0 = v0.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next] + at)).add(v4);
      v1 = v1.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 2] + at)).add(v5);
      v2 = v2.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 4] + at)).add(v6);
      v3 = v3.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 6] + at)).add(v7);
      v12 = v12.lanewise(XOR, v0);
      v13 = v13.lanewise(XOR, v1);
      v14 = v14.lanewise(XOR, v2);
      v15 = v15.lanewise(XOR, v3);
      v12 = ROTATES ? v12.lanewise(ROR, 16) : v12.lanewise(LSHR, 16).or(v12.lanewise(LSHL, 16));
      v13 = ROTATES ? v13.lanewise(ROR, 16) : v13.lanewise(LSHR, 16).or(v13.lanewise(LSHL, 16));
      v14 = ROTATES ? v14.lanewise(ROR, 16) : v14.lanewise(LSHR, 16).or(v14.lanewise(LSHL, 16));
      v15 = ROTATES ? v15.lanewise(ROR, 16) : v15.lanewise(LSHR, 16).or(v15.lanewise(LSHL, 16));
      v8 = v8.add(v12);
      v9 = v9.add(v13);
      v10 = v10.add(v14);
      v11 = v11.add(v15);
      v4 = v4.lanewise(XOR, v8);
      v5 = v5.lanewise(XOR, v9);
      v6 = v6.lanewise(XOR, v10);
      v7 = v7.lanewise(XOR, v11);
      v4 = ROTATES ? v4.lanewise(ROR, 12) : v4.lanewise(LSHR, 12).or(v4.lanewise(LSHL, 20));
      v5 = ROTATES ? v5.lanewise(ROR, 12) : v5.lanewise(LSHR, 12).or(v5.lanewise(LSHL, 20));
      v6 = ROTATES ? v6.lanewise(ROR, 12) : v6.lanewise(LSHR, 12).or(v6.lanewise(LSHL, 20));
      v7 = ROTATES ? v7.lanewise(ROR, 12) : v7.lanewise(LSHR, 12).or(v7.lanewise(LSHL, 20));
      v0 = v0.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 1] + at)).add(v4);
      v1 = v1.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 3] + at)).add(v5);
      v2 = v2.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 5] + at)).add(v6);
      v3 = v3.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 7] + at)).add(v7);
      v12 = v12.lanewise(XOR, v0);
      v13 = v13.lanewise(XOR, v1);
      v14 = v14.lanewise(XOR, v2);
      v15 = v15.lanewise(XOR, v3);
      v12 = ROTATES ? v12.lanewise(ROR, 8) : v12.lanewise(LSHR, 8).or(v12.lanewise(LSHL, 24));
      v13 = ROTATES ? v13.lanewise(ROR, 8) : v13.lanewise(LSHR, 8).or(v13.lanewise(LSHL, 24));
      v14 = ROTATES ? v14.lanewise(ROR, 8) : v14.lanewise(LSHR, 8).or(v14.lanewise(LSHL, 24));
      v15 = ROTATES ? v15.lanewise(ROR, 8) : v15.lanewise(LSHR, 8).or(v15.lanewise(LSHL, 24));
      v8 = v8.add(v12);
      v9 = v9.add(v13);
      v10 = v10.add(v14);
      v11 = v11.add(v15);
      v4 = v4.lanewise(XOR, v8);
      v5 = v5.lanewise(XOR, v9);
      v6 = v6.lanewise(XOR, v10);
      v7 = v7.lanewise(XOR, v11);
      v4 = ROTATES ? v4.lanewise(ROR, 7) : v4.lanewise(LSHR, 7).or(v4.lanewise(LSHL, 25));
      v5 = ROTATES ? v5.lanewise(ROR, 7) : v5.lanewise(LSHR, 7).or(v5.lanewise(LSHL, 25));
      v6 = ROTATES ? v6.lanewise(ROR, 7) : v6.lanewise(LSHR, 7).or(v6.lanewise(LSHL, 25));
      v7 = ROTATES ? v7.lanewise(ROR, 7) : v7.lanewise(LSHR, 7).or(v7.lanewise(LSHL, 25));
      v0 = v0.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 8] + at)).add(v5);
      v1 = v1.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 10] + at)).add(v6);
      v2 = v2.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 12] + at)).add(v7);
      v3 = v3.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 14] + at)).add(v4);
      v15 = v15.lanewise(XOR, v0);
      v12 = v12.lanewise(XOR, v1);
      v13 = v13.lanewise(XOR, v2);
      v14 = v14.lanewise(XOR, v3);
      v15 = ROTATES ? v15.lanewise(ROR, 16) : v15.lanewise(LSHR, 16).or(v15.lanewise(LSHL, 16));
      v12 = ROTATES ? v12.lanewise(ROR, 16) : v12.lanewise(LSHR, 16).or(v12.lanewise(LSHL, 16));
      v13 = ROTATES ? v13.lanewise(ROR, 16) : v13.lanewise(LSHR, 16).or(v13.lanewise(LSHL, 16));
      v14 = ROTATES ? v14.lanewise(ROR, 16) : v14.lanewise(LSHR, 16).or(v14.lanewise(LSHL, 16));
      v10 = v10.add(v15);
      v11 = v11.add(v12);
      v8 = v8.add(v13);
      v9 = v9.add(v14);
      v5 = v5.lanewise(XOR, v10);
      v6 = v6.lanewise(XOR, v11);
      v7 = v7.lanewise(XOR, v8);
      v4 = v4.lanewise(XOR, v9);
      v5 = ROTATES ? v5.lanewise(ROR, 12) : v5.lanewise(LSHR, 12).or(v5.lanewise(LSHL, 20));
      v6 = ROTATES ? v6.lanewise(ROR, 12) : v6.lanewise(LSHR, 12).or(v6.lanewise(LSHL, 20));
      v7 = ROTATES ? v7.lanewise(ROR, 12) : v7.lanewise(LSHR, 12).or(v7.lanewise(LSHL, 20));
      v4 = ROTATES ? v4.lanewise(ROR, 12) : v4.lanewise(LSHR, 12).or(v4.lanewise(LSHL, 20));
      v0 = v0.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 9] + at)).add(v5);
      v1 = v1.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 11] + at)).add(v6);
      v2 = v2.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 13] + at)).add(v7);
      v3 = v3.add(IntVector.fromArray(SPECIES, work, SCHEDULE[next + 15] + at)).add(v4);
      v15 = v15.lanewise(XOR, v0);
      v12 = v12.lanewise(XOR, v1);
      v13 = v13.lanewise(XOR, v2);
      v14 = v14.lanewise(XOR, v3);
      v15 = ROTATES ? v15.lanewise(ROR, 8) : v15.lanewise(LSHR, 8).or(v15.lanewise(LSHL, 24));
      v12 = ROTATES ? v12.lanewise(ROR, 8) : v12.lanewise(LSHR, 8).or(v12.lanewise(LSHL, 24));
      v13 = ROTATES ? v13.lanewise(ROR, 8) : v13.lanewise(LSHR, 8).or(v13.lanewise(LSHL, 24));
      v14 = ROTATES ? v14.lanewise(ROR, 8) : v14.lanewise(LSHR, 8).or(v14.lanewise(LSHL, 24));
      v10 = v10.add(v15);
      v11 = v11.add(v12);
      v8 = v8.add(v13);
      v9 = v9.add(v14);
      v5 = v5.lanewise(XOR, v10);
      v6 = v6.lanewise(XOR, v11);
      v7 = v7.lanewise(XOR, v8);
      v4 = v4.lanewise(XOR, v9);
      v5 = ROTATES ? v5.lanewise(ROR, 7) : v5.lanewise(LSHR, 7).or(v5.lanewise(LSHL, 25));
      v6 = ROTATES ? v6.lanewise(ROR, 7) : v6.lanewise(LSHR, 7).or(v6.lanewise(LSHL, 25));
      v7 = ROTATES ? v7.lanewise(ROR, 7) : v7.lanewise(LSHR, 7).or(v7.lanewise(LSHL, 25));
      v4 = ROTATES ? v4.lanewise(ROR, 7) : v4.lanewise(LSHR, 7).or(v4.lanewise(LSHL, 25));
    }
    v0.lanewise(XOR, v8).intoArray(work, cv);
    v1.lanewise(XOR, v9).intoArray(work, cv + LANES);
    v2.lanewise(XOR, v10).intoArray(work, cv + 2 * LANES);
    v3.lanewise(XOR, v11).intoArray(work, cv + 3 * LANES);
    v4.lanewise(XOR, v12).intoArray(work, cv + 4 * LANES);
    v5.lanewise(XOR, v13).intoArray(work, cv + 5 * LANES);
    v6.lanewise(XOR, v14).intoArray(work, cv + 6 * LANES);
    v7.lanewise(XOR, v15).intoArray(work, cv + 7 * LANES);
  }
}
