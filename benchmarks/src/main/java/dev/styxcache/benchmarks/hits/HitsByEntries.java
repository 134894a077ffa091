package dev.styxcache.benchmarks.hits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Compares hits in a cache with 100,000 entries to hits in one with 10, in one JVM and in turn, so
 * that whatever else the machine does meets both alike. Bar: 1.1 times at most.
 */
public final class HitsByEntries {

  private static final int FEW = 10;
  private static final int MANY = 100_000;
  private static final int BYTES = 1000;

  /**
   * So few that both see the same moment, so many that each has its files in the processor's
   * caches.
   */
  private static final int HITS_IN_TURN = 50;

  private static final int WARM_UP_TURNS = 400;
  private static final int TURNS = 1000;
  private static final double NANOS_OF_A_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

  private HitsByEntries() {}

  /** A cache and what its hits took. */
  private static final class Contestant implements AutoCloseable {

    private final Workplace place;
    private final Path input;
    private final long[] took = new long[TURNS * HITS_IN_TURN];
    private int count;

    private Contestant(int entries) throws IOException {
      place = Workplace.make();
      input = place.input("small", BYTES);
      place.fill(place.call(input), entries);
    }

    private void turn() {
      for (int i = 0; i < HITS_IN_TURN; i++) {
        long start = System.nanoTime();
        place.hit(input);
        took[count++ % took.length] = System.nanoTime() - start;
      }
    }

    private double micros(double quantile) {
      return took[(int) (quantile * (took.length - 1))] / NANOS_OF_A_MICRO;
    }

    private double mean() {
      return Arrays.stream(took).average().orElseThrow() / NANOS_OF_A_MICRO;
    }

    @Override
    public void close() throws IOException {
      place.close();
    }
  }

  /**
   * Measures and prints a line for each cache, and the ratio of the medians.
   *
   * @param arguments none
   * @throws IOException if the disk does not take the entries
   */
  public static void main(String[] arguments) throws IOException {
    try (Contestant few = new Contestant(FEW);
        Contestant many = new Contestant(MANY)) {
      for (int i = 0; i < WARM_UP_TURNS; i++) {
        few.turn();
        many.turn();
      }
      few.count = 0;
      many.count = 0;
      for (int i = 0; i < TURNS; i++) {
        few.turn();
        many.turn();
      }
      print(FEW, few);
      print(MANY, many);
      System.out.printf(
          Locale.ROOT,
          "ratio of the medians: %.3f (bar: 1.1)%n",
          many.micros(0.5) / few.micros(0.5));
    }
  }

  private static void print(int entries, Contestant contestant) {
    Arrays.sort(contestant.took);
    System.out.printf(
        Locale.ROOT,
        "%7d entries: least %.1f, median %.1f, mean %.1f, 99 in 100 below %.1f µs%n",
        entries,
        contestant.micros(0),
        contestant.micros(0.5),
        contestant.mean(),
        contestant.micros(0.99));
  }
}
