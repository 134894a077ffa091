package dev.styxcache.blake3;

/**
 * Finds out where in the rows the lanes begin best.
 *
 * <p>The compiler has single steps go before its vector instructions until these are aligned, and
 * others after them for what remains. With the right beginning there is but one single step, in a
 * lane that nobody uses, before the first. Which it is depends on where the state is in memory,
 * which may change whenever garbage is collected. So all are timed now and then.
 */
final class PlainStart {

  /** An unused lane before, and an odd place: that many are to be tried. */
  private static final int MOST = 15;

  private static final int REPETITIONS = 3;

  /** After so many blocks in all lanes for the first time: the code should be compiled then. */
  private static final int FIRST_TRIAL = 2048;

  private static final int LONGEST_INTERVAL = 1 << 13;

  private final int[] state;
  private final int[][] message;
  private final int width;
  private int first = 2;
  private int interval = FIRST_TRIAL;
  private int left = FIRST_TRIAL;

  PlainStart(int[] state, int[][] message, int width) {
    this.state = state;
    this.message = message;
    this.width = width;
  }

  /**
   * Says where the first lane is best.
   *
   * @param blocks how many blocks will be hashed there
   * @return its place, and the one before is not used
   */
  int next(int blocks) {
    left -= blocks;
    if (left < 0) {
      first = best();
      interval = Math.min(2 * interval, LONGEST_INTERVAL);
      left = interval;
    }
    return first;
  }

  private int best() {
    int best = first;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < REPETITIONS; i++) {
      for (int begin = 1; begin <= MOST; begin += 2) {
        long before = System.nanoTime();
        PlainRounds.mix(state, message, begin, begin + 1 + width);
        long time = System.nanoTime() - before;
        if (time < least) {
          least = time;
          best = begin + 1;
        }
      }
    }
    return best;
  }
}
