package dev.styxcache.adapter.hash.cache;

/**
 * A 64-bit hash, not cryptographic: for checksums of records and slots in tables. Each step is a
 * bijection of the state, so that a change of any single number always shows. The constants and the
 * last step are those of SplitMix64 (Steele, Lea and Flood, 2014).
 */
final class Hash64 {

  static final long START = 0x9e3779b97f4a7c15L;

  private static final long FACTOR = 0xbf58476d1ce4e5b9L;
  private static final long LAST_FACTOR = 0x94d049bb133111ebL;
  private static final int CHARS_PER_STEP = 4;

  private Hash64() {}

  static long add(long state, long value) {
    long mixed = (state ^ value) * FACTOR;
    return (mixed ^ (mixed >>> 29)) + START;
  }

  static long finish(long state) {
    long mixed = (state ^ (state >>> 30)) * FACTOR;
    mixed = (mixed ^ (mixed >>> 27)) * LAST_FACTOR;
    return mixed ^ (mixed >>> 31);
  }

  /** Adds a text, four characters per step. */
  static long text(String text) {
    long state = add(START, text.length());
    long packed = 0;
    for (int i = 0; i < text.length(); i++) {
      packed = packed << Character.SIZE | text.charAt(i);
      if (i % CHARS_PER_STEP == CHARS_PER_STEP - 1) {
        state = add(state, packed);
        packed = 0;
      }
    }
    return add(state, packed);
  }
}
