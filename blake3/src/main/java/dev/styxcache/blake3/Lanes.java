package dev.styxcache.blake3;

import java.nio.ByteBuffer;

/**
 * Hashes chunks, or parents, side by side. For one thread.
 *
 * <p>Chaining values are numbered: number n is the {@link Format#CV_WORDS} words from {@code n *
 * CV_WORDS} on.
 */
abstract class Lanes {

  /** Number of lanes. */
  final int width;

  /** Number of chunks from which lanes are faster than one chunk after the other. */
  final int worthwhile;

  Lanes(int width, int worthwhile) {
    this.width = width;
    this.worthwhile = worthwhile;
  }

  /**
   * Computes the chaining values of chunks.
   *
   * @param data a little-endian buffer
   * @param group the chunks, at least one
   * @param cvs gets their values
   */
  abstract void chunks(ByteBuffer data, Group group, int[] cvs);

  /**
   * Computes the chaining values of parents. All children are read before a value is written.
   *
   * @param group the parents, at least one
   * @param cvs holds their children's values, and gets their own
   */
  abstract void parents(Group group, int[] cvs);
}
