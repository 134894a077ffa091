package dev.styxcache.blake3;

/**
 * Finds the offset in their array at which lanes are processed fastest.
 *
 * <p>How fast memory is read depends on where a row begins within a line of the processor's cache,
 * and with loops that the compiler vectorises even on how many single steps it has to go until it
 * is at the beginning of a vector. Java does not say where an array is, and whenever garbage is
 * collected it may move. So all places are timed from time to time.
 */
abstract class Placement {

  /** Distance between the first and the last place, in integers. */
  static final int SPREAD = 14;

  /** Objects are aligned to 8 bytes, lines of the cache to 64. */
  private static final int STEP = 2;

  private static final int REPETITIONS = 3;

  private final int least;
  private final int longest;
  private int best;
  private int interval;
  private int left;

  /**
   * Creates a placement.
   *
   * @param least the first place
   * @param first number of blocks, in all lanes, before the first trial: the code should be
   *     compiled by then
   * @param longest maximum number of blocks between trials
   */
  Placement(int least, int first, int longest) {
    this.least = least;
    this.interval = first;
    this.left = first;
    this.longest = longest;
    this.best = least;
  }

  /** Compresses blocks at a place, to be timed. */
  abstract void attempt(int place);

  /**
   * The best place.
   *
   * @param blocks the number of blocks that will be hashed there
   * @return the place
   */
  final int next(int blocks) {
    left -= blocks;
    if (left < 0) {
      best = trial();
      interval = Math.min(2 * interval, longest);
      left = interval;
    }
    return best;
  }

  private int trial() {
    int found = best;
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < REPETITIONS; i++) {
      for (int place = least; place <= least + SPREAD; place += STEP) {
        long before = System.nanoTime();
        attempt(place);
        long time = System.nanoTime() - before;
        if (time < shortest) {
          shortest = time;
          found = place;
        }
      }
    }
    return found;
  }
}
