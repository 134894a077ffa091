package dev.styxcache.blake3;

import static dev.styxcache.blake3.Format.BLOCK_BYTES;
import static dev.styxcache.blake3.Format.BLOCK_WORDS;
import static dev.styxcache.blake3.Format.CHUNK_BYTES;
import static dev.styxcache.blake3.Format.CHUNK_END;
import static dev.styxcache.blake3.Format.CHUNK_START;
import static dev.styxcache.blake3.Format.CV_WORDS;

import java.nio.ByteBuffer;

/** Hashes block by block. Its code is small, so it is compiled early; the best for few bytes. */
final class ScalarKernel extends Kernel {

  /** A subtree has at most 2^10 chunks: as many left siblings can wait, and the last chunk. */
  private static final int DEPTH = 11;

  private final int[] message = new int[BLOCK_WORDS];
  private final int[] stack = new int[(DEPTH + 1) * CV_WORDS];

  @Override
  void tree(ByteBuffer data, int from, int length, long firstChunk, int root, int[] cv, int at) {
    int last = (int) Format.chunks(length) - 1;
    if (last == 0) {
      chunk(data, from, length, firstChunk, root, cv, at);
      return;
    }
    int waiting = 0;
    for (int i = 0; i < last; i++) {
      chunk(
          data, from + i * CHUNK_BYTES, CHUNK_BYTES, firstChunk + i, 0, stack, waiting * CV_WORDS);
      waiting++;
      // After chunk i as many parents are complete as i + 1 is divisible by 2.
      for (int done = i + 1; done % 2 == 0; done /= 2) {
        waiting--;
        Blocks.parent(message, stack, (waiting - 1) * CV_WORDS, 0);
      }
    }
    int begin = last * CHUNK_BYTES;
    chunk(data, from + begin, length - begin, firstChunk + last, 0, stack, waiting * CV_WORDS);
    for (; waiting > 0; waiting--) {
      Blocks.parent(message, stack, (waiting - 1) * CV_WORDS, waiting == 1 ? root : 0);
    }
    System.arraycopy(stack, 0, cv, at, CV_WORDS);
  }

  /** Computes the chaining value of a chunk, which may be empty if it is the whole input. */
  void chunk(ByteBuffer data, int from, int length, long counter, int root, int[] cv, int at) {
    Format.start(cv, at);
    int flags = CHUNK_START;
    int block = from;
    int end = from + length;
    for (; end - block > BLOCK_BYTES; block += BLOCK_BYTES) {
      Blocks.read(data, block, BLOCK_BYTES, message);
      Compression.compress(cv, at, message, counter, BLOCK_BYTES, flags);
      flags = 0;
    }
    Blocks.read(data, block, end - block, message);
    Compression.compress(cv, at, message, counter, end - block, flags | CHUNK_END | root);
  }
}
