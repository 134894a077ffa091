package dev.styxcache.blake3;

/** The constants of BLAKE3 (section 2 of its paper). */
final class Format {

  static final int BLOCK_BYTES = 64;
  static final int CHUNK_BYTES = 1024;
  static final int CHUNK_BLOCKS = CHUNK_BYTES / BLOCK_BYTES;

  /** Words of 32 bits in a chaining value, and in a digest. */
  static final int CV_WORDS = 8;

  static final int BLOCK_WORDS = 16;

  static final int CHUNK_START = 1;
  static final int CHUNK_END = 1 << 1;
  static final int PARENT = 1 << 2;
  static final int ROOT = 1 << 3;

  /** The initialisation vector, which is SHA-256's. */
  static final int IV0 = 0x6A09E667;

  static final int IV1 = 0xBB67AE85;
  static final int IV2 = 0x3C6EF372;
  static final int IV3 = 0xA54FF53A;
  static final int IV4 = 0x510E527F;
  static final int IV5 = 0x9B05688C;
  static final int IV6 = 0x1F83D9AB;
  static final int IV7 = 0x5BE0CD19;

  private Format() {}

  /** The number of chunks of an input; an empty input has one. */
  static long chunks(long bytes) {
    return bytes == 0 ? 1 : (bytes - 1) / CHUNK_BYTES + 1;
  }

  /** Sets a chaining value to the initial value of a chunk or parent. */
  static void start(int[] cv, int at) {
    cv[at] = IV0;
    cv[at + 1] = IV1;
    cv[at + 2] = IV2;
    cv[at + 3] = IV3;
    cv[at + 4] = IV4;
    cv[at + 5] = IV5;
    cv[at + 6] = IV6;
    cv[at + 7] = IV7;
  }

  /** Writes a root's chaining value as a digest: little-endian. */
  static void writeDigest(int[] cv, int from, byte[] digest, int to) {
    for (int word = 0; word < CV_WORDS; word++) {
      int value = cv[from + word];
      int at = to + 4 * word;
      digest[at] = (byte) value;
      digest[at + 1] = (byte) (value >>> 8);
      digest[at + 2] = (byte) (value >>> 16);
      digest[at + 3] = (byte) (value >>> 24);
    }
  }
}
