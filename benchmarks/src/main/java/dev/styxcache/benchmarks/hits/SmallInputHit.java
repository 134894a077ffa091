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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A hit on an input of 1,000 bytes, by how many entries the cache has. Bar: at most 100 µs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SmallInputHit {

  private static final int BYTES = 1000;

  /** How many entries there are. */
  @Param({"10", "100000"})
  public int entries;

  private Workplace place;
  private Path input;

  /** For the framework. */
  public SmallInputHit() {}

  /**
   * Makes the entries.
   *
   * @throws IOException if the disk does not take them
   */
  @Setup
  public void fill() throws IOException {
    place = Workplace.make();
    input = place.input("small", BYTES);
    place.fill(place.call(input), entries);
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
