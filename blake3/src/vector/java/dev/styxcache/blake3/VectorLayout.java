package dev.styxcache.blake3;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How wide vectors are, and where what they hold is in memory: rows of one word of each lane, the
 * message's first, then the chaining values', and then those of what else a block is mixed with.
 *
 * <p>There is one width in a process. JDK 17 is many times slower when it has met two.
 */
final class VectorLayout {

  static final VectorSpecies<Integer> SPECIES =
      IntVector.SPECIES_PREFERRED.length() >= 16
          ? IntVector.SPECIES_512
          : IntVector.SPECIES_PREFERRED;

  static final int LANES = SPECIES.length();

  /** The first row of the chaining values. */
  static final int CV = Format.BLOCK_WORDS * LANES;

  /** Four rows: the counter's lower and upper half, the block's length, its flags. */
  static final int ENDS = CV + Format.CV_WORDS * LANES;

  static final int ALL = ENDS + 4 * LANES;

  private VectorLayout() {}
}
