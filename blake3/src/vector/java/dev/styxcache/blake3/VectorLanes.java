package dev.styxcache.blake3;

import static dev.styxcache.blake3.Format.BLOCK_BYTES;
import static dev.styxcache.blake3.Format.BLOCK_WORDS;
import static dev.styxcache.blake3.Format.CHUNK_START;
import static dev.styxcache.blake3.Format.CV_WORDS;
import static dev.styxcache.blake3.VectorLayout.CV;
import static dev.styxcache.blake3.VectorLayout.ENDS;
import static dev.styxcache.blake3.VectorLayout.LANES;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lanes that are those of the processor's vectors. */
final class VectorLanes extends Lanes {

  private static final int WORTHWHILE = 2;

  private static final int COUNTER_LOW = ENDS;
  private static final int COUNTER_HIGH = ENDS + LANES;
  private static final int LENGTH = ENDS + 2 * LANES;
  private static final int FLAGS = ENDS + 3 * LANES;

  private final int[] work = new int[VectorLayout.ALL + Placement.SPREAD];
  private final int[] block = new int[BLOCK_WORDS];
  private final int[] initial = new int[CV_WORDS * LANES];
  private final Placement placement = new Trials();

  /** The buffer that is being read, as memory. */
  private @Nullable Object memory;

  VectorLanes() {
    super(LANES, WORTHWHILE, true);
    int[] iv = new int[CV_WORDS];
    Format.start(iv, 0);
    for (int row = 0; row < CV_WORDS; row++) {
      Arrays.fill(initial, row * LANES, (row + 1) * LANES, iv[row]);
    }
  }

  /** The lanes begin where a vector is within a line of the processor's cache. */
  private final class Trials extends Placement {

    private static final int REPETITIONS = 20;

    Trials() {
      super(0, 1 << 13, 1 << 17);
    }

    @Override
    void attempt(int first) {
      for (int i = 0; i < REPETITIONS; i++) {
        VectorRounds.compress(work, first);
      }
    }
  }

  @Override
  void chunks(ByteBuffer data, Group group, int[] cvs) {
    int at = placement.next(group.blocks);
    fillUp(group);
    if (VectorMemory.AVAILABLE && memory == null && data.isDirect()) {
      memory = VectorMemory.of(data);
    }
    begin(group, at);
    Arrays.fill(work, at + FLAGS, at + FLAGS + LANES, CHUNK_START);
    int last = group.blocks - 1;
    for (int i = 0; i < last; i++) {
      load(data, group, i, at);
      VectorRounds.compress(work, at);
      if (i == 0) {
        Arrays.fill(work, at + FLAGS, at + FLAGS + LANES, 0);
      }
    }
    if (group.lastsAreWhole()) {
      load(data, group, last, at);
    } else {
      loadLast(data, group, at);
      System.arraycopy(group.length, 0, work, at + LENGTH, LANES);
    }
    for (int lane = 0; lane < LANES; lane++) {
      work[at + FLAGS + lane] |= group.flags[lane];
    }
    VectorRounds.compress(work, at);
    finish(group, at, cvs);
  }

  /** Has lanes that are left over do the same as the first. */
  private static void fillUp(Group group) {
    for (int lane = group.count; lane < LANES; lane++) {
      group.from[lane] = group.from[0];
    }
  }

  private void begin(Group group, int at) {
    System.arraycopy(initial, 0, work, at + CV, CV_WORDS * LANES);
    System.arraycopy(group.low, 0, work, at + COUNTER_LOW, LANES);
    System.arraycopy(group.high, 0, work, at + COUNTER_HIGH, LANES);
    Arrays.fill(work, at + LENGTH, at + LENGTH + LANES, BLOCK_BYTES);
  }

  private void load(ByteBuffer data, Group group, int block, int at) {
    if (memory != null) {
      VectorTranspose.blocks(memory, group.from, block * BLOCK_BYTES, work, at);
    } else {
      VectorMessage.blocks(data, group.from, group.count, block * BLOCK_BYTES, work, at);
    }
  }

  private void loadLast(ByteBuffer data, Group group, int at) {
    int offset = (group.blocks - 1) * BLOCK_BYTES;
    for (int lane = 0; lane < group.count; lane++) {
      Blocks.read(data, group.from[lane] + offset, group.length[lane], block);
      for (int i = 0; i < BLOCK_WORDS; i++) {
        work[at + i * LANES + lane] = block[i];
      }
    }
  }

  @Override
  void parents(Group group, int[] cvs) {
    int at = placement.next(1);
    fillUp(group);
    begin(group, at);
    System.arraycopy(group.flags, 0, work, at + FLAGS, LANES);
    VectorMessage.parents(cvs, group.from, work, at);
    VectorRounds.compress(work, at);
    finish(group, at, cvs);
  }

  private void finish(Group group, int at, int[] cvs) {
    VectorMessage.values(work, at + CV, group.to, group.count, cvs);
  }

  @Override
  void release() {
    memory = null;
  }
}
