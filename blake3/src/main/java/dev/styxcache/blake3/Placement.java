package dev.styxcache.blake3;

/**
 * Finds out where in their array the lanes begin best.
 *
 * <p>How fast memory is read depends on where a row begins within a line of the processor's cache,
 * and with loops that the compiler vectorises even on how many single steps it has to go until it
 * is at the beginning of a vector. Java does not say where an array is, and whenever garbage is
 * collected it may be moved. So all places are timed now and then.
 */
abstract class Placement {

  /** How far the last place that is tried is from the first one, in integers. */
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
   * A new one.
   *
   * @param least the first of the places
   * @param first after so many blocks in all lanes the places are tried for the first time: the
   *     code should be compiled by then
   * @param longest after so many at the latest they are tried again
   */
  Placement(int least, int first, int longest) {
    this.least = least;
    this.interval = first;
    this.left = first;
    this.longest = longest;
    this.best = least;
  }

  /** Compresses blocks at a place, for their time. */
  abstract void attempt(int place);

  /**
   * Says where it is best.
   *
   * @param blocks how many blocks will be hashed there
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
