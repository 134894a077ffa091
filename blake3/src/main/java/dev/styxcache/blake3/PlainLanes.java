package dev.styxcache.blake3;

import static dev.styxcache.blake3.Format.BLOCK_BYTES;
import static dev.styxcache.blake3.Format.BLOCK_WORDS;
import static dev.styxcache.blake3.Format.CHUNK_START;
import static dev.styxcache.blake3.Format.CV_WORDS;
import static dev.styxcache.blake3.PlainMix.ROW;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Lanes that are elements of arrays, for loops that the compiler turns into vector instructions by
 * itself. The state has a row of lanes for each of its 16 words, and the message an array.
 */
final class PlainLanes extends Lanes {

  private static final int WIDTH = 128;

  /** Lanes come in multiples of what a vector has at most, so that no odd ones remain. */
  private static final int STEP = 16;

  private static final int WORTHWHILE = 6;

  /** Rows of the state's upper half. */
  private static final int COUNTER_LOW = 4;

  private static final int COUNTER_HIGH = 5;
  private static final int LENGTH = 6;
  private static final int FLAGS = 7;

  private static final int HALF = CV_WORDS * ROW;

  private final int[] state = new int[2 * HALF];
  private final int[][] message = new int[BLOCK_WORDS][ROW];
  private final int[] block = new int[BLOCK_WORDS];

  /** The state's lower half before the first block of a chunk. */
  private final int[] lower = new int[HALF];

  /** The state's upper half before the next block. */
  private final int[] upper = new int[HALF];

  private final Placement start = new Trials();

  PlainLanes() {
    super(WIDTH, WORTHWHILE);
    int[] iv = new int[CV_WORDS];
    Format.start(iv, 0);
    for (int row = 0; row < CV_WORDS; row++) {
      Arrays.fill(lower, row * ROW, (row + 1) * ROW, iv[row]);
    }
    System.arraycopy(lower, 0, upper, 0, COUNTER_LOW * ROW);
  }

  /**
   * An unused lane comes before the first, for the single step that the compiler always has go
   * before its vectors. With the right beginning there is only this one.
   */
  private final class Trials extends Placement {

    Trials() {
      super(2, 1 << 11, 1 << 13);
    }

    @Override
    void attempt(int first) {
      PlainRounds.mix(state, message, first - 1, first + WIDTH);
    }
  }

  @Override
  void chunks(ByteBuffer data, Group group, int[] cvs) {
    if (group.count % 2 == 1) {
      group.from[group.count] = group.from[group.count - 1];
    }
    int first = start.next(group.blocks);
    begin(group, first);
    fill(FLAGS, CHUNK_START);
    int last = group.blocks - 1;
    for (int i = 0; i < last; i++) {
      PlainMessage.load(data, group.from, group.count, i * BLOCK_BYTES, message, first);
      compress(group, first);
      if (i == 0) {
        fill(FLAGS, 0);
      }
    }
    if (group.lastsAreWhole()) {
      PlainMessage.load(data, group.from, group.count, last * BLOCK_BYTES, message, first);
    } else {
      loadLast(data, group, first);
      System.arraycopy(group.length, 0, upper, LENGTH * ROW + first, group.count);
    }
    for (int lane = 0; lane < group.count; lane++) {
      upper[FLAGS * ROW + first + lane] |= group.flags[lane];
    }
    compress(group, first);
    finish(state, group.to, group.count, first, cvs);
  }

  @Override
  void parents(Group group, int[] cvs) {
    int first = start.next(1);
    begin(group, first);
    System.arraycopy(group.flags, 0, upper, FLAGS * ROW + first, group.count);
    PlainMessage.loadParents(cvs, group.from, group.count, message, first);
    compress(group, first);
    finish(state, group.to, group.count, first, cvs);
  }

  private void begin(Group group, int first) {
    System.arraycopy(group.low, 0, upper, COUNTER_LOW * ROW + first, group.count);
    System.arraycopy(group.high, 0, upper, COUNTER_HIGH * ROW + first, group.count);
    fill(LENGTH, BLOCK_BYTES);
    System.arraycopy(lower, 0, state, 0, HALF);
  }

  private void fill(int row, int value) {
    Arrays.fill(upper, row * ROW, (row + 1) * ROW, value);
  }

  private void loadLast(ByteBuffer data, Group group, int first) {
    int offset = (group.blocks - 1) * BLOCK_BYTES;
    for (int lane = 0; lane < group.count; lane++) {
      Blocks.read(data, group.from[lane] + offset, group.length[lane], block);
      for (int i = 0; i < BLOCK_WORDS; i++) {
        message[i][first + lane] = block[i];
      }
    }
  }

  private void compress(Group group, int first) {
    System.arraycopy(upper, 0, state, HALF, HALF);
    int lanes = (group.count + STEP - 1) / STEP * STEP;
    PlainRounds.mix(state, message, first - 1, first + lanes);
    fold(state);
  }

  /** Takes the upper half of the state into the lower one, which then is the chaining value. */
  private static void fold(int[] state) {
    for (int i = 0; i < HALF; i++) {
      state[i] ^= state[i + HALF];
    }
  }

  private static void finish(int[] state, int[] to, int count, int first, int[] cvs) {
    for (int lane = 0; lane < count; lane++) {
      int at = to[lane] * CV_WORDS;
      int from = first + lane;
      cvs[at] = state[from];
      cvs[at + 1] = state[from + ROW];
      cvs[at + 2] = state[from + 2 * ROW];
      cvs[at + 3] = state[from + 3 * ROW];
      cvs[at + 4] = state[from + 4 * ROW];
      cvs[at + 5] = state[from + 5 * ROW];
      cvs[at + 6] = state[from + 6 * ROW];
      cvs[at + 7] = state[from + 7 * ROW];
    }
  }
}
