package dev.styxcache.blake3;

import static dev.styxcache.blake3.Format.BLOCK_BYTES;
import static dev.styxcache.blake3.Format.BLOCK_WORDS;
import static dev.styxcache.blake3.Format.CV_WORDS;
import static dev.styxcache.blake3.Format.PARENT;

import java.nio.ByteBuffer;

/** Operations on single blocks. */
final class Blocks {

  private Blocks() {}

  /**
   * Reads a block, padded with zeros.
   *
   * @param data a little-endian buffer
   * @param from where the block begins
   * @param length how many bytes it has, 0 to 64
   * @param message gets its 16 words
   */
  static void read(ByteBuffer data, int from, int length, int[] message) {
    int words = length / 4;
    for (int i = 0; i < words; i++) {
      message[i] = data.getInt(from + 4 * i);
    }
    if (length == BLOCK_BYTES) {
      return;
    }
    int rest = 0;
    for (int i = 4 * words; i < length; i++) {
      rest |= (data.get(from + i) & 0xFF) << (8 * (i % 4));
    }
    message[words] = rest;
    for (int i = words + 1; i < BLOCK_WORDS; i++) {
      message[i] = 0;
    }
  }

  /**
   * Replaces two neighbouring chaining values by that of their parent.
   *
   * @param message 16 words of scratch
   * @param cvs holds the chaining values one after the other
   * @param at where the left one is, and the parent's will be
   * @param root {@link Format#ROOT} if the parent is the root, otherwise 0
   */
  static void parent(int[] message, int[] cvs, int at, int root) {
    System.arraycopy(cvs, at, message, 0, 2 * CV_WORDS);
    Format.start(cvs, at);
    Compression.compress(cvs, at, message, 0, BLOCK_BYTES, PARENT | root);
  }
}
