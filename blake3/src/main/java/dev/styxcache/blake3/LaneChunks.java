package dev.styxcache.blake3;

import static dev.styxcache.blake3.Format.BLOCK_BYTES;
import static dev.styxcache.blake3.Format.CHUNK_BLOCKS;
import static dev.styxcache.blake3.Format.CHUNK_BYTES;
import static dev.styxcache.blake3.Format.CHUNK_END;
import static dev.styxcache.blake3.Format.CV_WORDS;
import static dev.styxcache.blake3.Format.ROOT;

import java.nio.ByteBuffer;

/**
 * Collects chunks of any inputs until all lanes are full. Chunks are grouped by their number of
 * blocks. Leftovers that are too few for the lanes are hashed one after the other.
 */
final class LaneChunks {

  private final Lanes lanes;
  private final ScalarKernel scalar;
  private final int[] cvs;

  /** By the number of blocks. */
  private final Group[] groups = new Group[CHUNK_BLOCKS + 1];

  LaneChunks(Lanes lanes, ScalarKernel scalar, int[] cvs) {
    this.lanes = lanes;
    this.scalar = scalar;
    this.cvs = cvs;
    for (int blocks = 1; blocks <= CHUNK_BLOCKS; blocks++) {
      groups[blocks] = new Group(lanes.width, blocks);
    }
  }

  /** Adds a chunk of 1,024 bytes that is not alone. The arguments are as below. */
  void addWhole(ByteBuffer data, int from, long counter, int to) {
    Group group = groups[CHUNK_BLOCKS];
    group.add(from, to, counter, BLOCK_BYTES, CHUNK_END);
    if (group.isFull()) {
      flush(data, group);
    }
  }

  /** Adds whole chunks that follow each other. The first one's value gets number 0. */
  void addAll(ByteBuffer data, int from, int count, long counter) {
    for (int chunk = 0; chunk < count; chunk++) {
      addWhole(data, from + chunk * CHUNK_BYTES, counter + chunk, chunk);
    }
  }

  /**
   * Adds a chunk.
   *
   * @param data a little-endian buffer, the same until {@link #finish}
   * @param from where the chunk begins
   * @param length how many bytes it has; 0 if it is of an empty input
   * @param counter its number in its input
   * @param root {@link Format#ROOT} if it is all of its input, otherwise 0
   * @param to the number of its chaining value
   */
  void add(ByteBuffer data, int from, int length, long counter, int root, int to) {
    int blocks = length == 0 ? 1 : (length - 1) / BLOCK_BYTES + 1;
    Group group = groups[blocks];
    group.add(from, to, counter, length - (blocks - 1) * BLOCK_BYTES, CHUNK_END | root);
    if (group.isFull()) {
      flush(data, group);
    }
  }

  /** Hashes what has not been hashed yet. */
  void finish(ByteBuffer data) {
    for (int blocks = 1; blocks <= CHUNK_BLOCKS; blocks++) {
      Group group = groups[blocks];
      if (group.count >= lanes.worthwhile) {
        flush(data, group);
      } else if (group.count > 0) {
        oneByOne(data, group);
      }
    }
  }

  private void flush(ByteBuffer data, Group group) {
    lanes.chunks(data, group, cvs);
    group.count = 0;
  }

  private void oneByOne(ByteBuffer data, Group group) {
    int before = (group.blocks - 1) * BLOCK_BYTES;
    for (int lane = 0; lane < group.count; lane++) {
      int length = before + group.length[lane];
      int root = group.flags[lane] & ROOT;
      int at = group.to[lane] * CV_WORDS;
      scalar.chunk(data, group.from[lane], length, group.counter(lane), root, cvs, at);
    }
    group.count = 0;
  }
}
