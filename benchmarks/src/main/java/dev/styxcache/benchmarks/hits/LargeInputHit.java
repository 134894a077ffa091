package dev.styxcache.benchmarks.hits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A hit on an input of 1 GiB that has not changed and is remembered. Bar: at most 2 ms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LargeInputHit {

  private static final int BYTES = 1 << 30;

  private Workplace place;
  private Path input;

  /** For the framework. */
  public LargeInputHit() {}

  /**
   * Makes the input and the entry.
   *
   * @throws IOException if the disk does not take it
   * @throws InterruptedException if the thread is interrupted
   */
  @Setup
  public void make() throws IOException, InterruptedException {
    place = Workplace.make();
    input = place.input("large", BYTES);
    place.call(input);
    Workplace.settle();
    place.hit(input);
  }

  /**
   * Deletes them.
   *
   * @throws IOException if they cannot be deleted
   */
  @TearDown
  public void delete() throws IOException {
    place.close();
  }

  /**
   * Has a hit.
   *
   * @return the output
   */
  @Benchmark
  public Path hit() {
    return place.hit(input);
  }
}
