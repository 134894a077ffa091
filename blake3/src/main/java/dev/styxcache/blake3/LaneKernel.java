package dev.styxcache.blake3;

import static dev.styxcache.blake3.Format.CHUNK_BYTES;
import static dev.styxcache.blake3.Format.CV_WORDS;
import static dev.styxcache.blake3.Format.ROOT;

import java.nio.ByteBuffer;

/** Hashes chunks of one or many inputs side by side, where there are enough for the lanes. */
final class LaneKernel extends Kernel {

  /** Maximum number of chunks that are hashed together. */
  private static final int CHUNKS = 2 * SUBTREE_BYTES / CHUNK_BYTES;

  /** Number of chunks above which one input fills the lanes. */
  private static final int FEW = CHUNKS / 8;

  private final Lanes lanes;
  private final ScalarKernel scalar = new ScalarKernel();
  private final int[] cvs = new int[CHUNKS * CV_WORDS];
  private final LaneChunks chunks;
  private final LaneParents parents;

  /** The inputs that are hashed together: their first chaining values, and how many there are. */
  private final int[] first = new int[CHUNKS];

  private final int[] nodes = new int[CHUNKS];

  LaneKernel(Lanes lanes) {
    this.lanes = lanes;
    this.chunks = new LaneChunks(lanes, scalar, cvs);
    this.parents = new LaneParents(lanes, cvs);
  }

  @Override
  void tree(ByteBuffer data, int from, int length, long firstChunk, int root, int[] cv, int at) {
    int whole = length / CHUNK_BYTES;
    int rest = length % CHUNK_BYTES;
    if (whole < lanes.worthwhile) {
      scalar.tree(data, from, length, firstChunk, root, cv, at);
      return;
    }
    chunks.addAll(data, from, whole, firstChunk);
    if (rest > 0) {
      chunks.add(data, from + length - rest, rest, firstChunk + whole, 0, whole);
    }
    chunks.finish(data);
    first[0] = 0;
    nodes[0] = rest > 0 ? whole + 1 : whole;
    parents.join(first, nodes, 1, root);
    System.arraycopy(cvs, 0, cv, at, CV_WORDS);
  }

  @Override
  void forest(ByteBuffer data, int[] offsets, int[] lengths, int count, byte[] digests) {
    int begin = 0;
    int used = 0;
    for (int i = 0; i < count; i++) {
      long needed = Format.chunks(lengths[i]);
      if (needed > FEW) {
        hash(data, offsets[i], lengths[i], digests, i * DIGEST_BYTES);
        continue;
      }
      if (used + needed > CHUNKS) {
        together(data, offsets, lengths, begin, i, digests);
        begin = i;
        used = 0;
      }
      used += (int) needed;
    }
    together(data, offsets, lengths, begin, count, digests);
  }

  /** Digests the small inputs from {@code begin} to {@code end}. */
  private void together(
      ByteBuffer data, int[] offsets, int[] lengths, int begin, int end, byte[] digests) {
    int trees = 0;
    int next = 0;
    for (int i = begin; i < end; i++) {
      int all = (int) Format.chunks(lengths[i]);
      if (all > FEW) {
        continue;
      }
      first[trees] = next;
      nodes[trees] = all;
      trees++;
      int at = offsets[i];
      for (int chunk = 0; chunk < all - 1; chunk++, at += CHUNK_BYTES) {
        chunks.addWhole(data, at, chunk, next + chunk);
      }
      int rest = offsets[i] + lengths[i] - at;
      chunks.add(data, at, rest, all - 1, all == 1 ? ROOT : 0, next + all - 1);
      next += all;
    }
    chunks.finish(data);
    parents.join(first, nodes, trees, ROOT);
    int tree = 0;
    for (int i = begin; i < end; i++) {
      if (Format.chunks(lengths[i]) <= FEW) {
        Format.writeDigest(cvs, first[tree] * CV_WORDS, digests, i * DIGEST_BYTES);
        tree++;
      }
    }
  }
}
