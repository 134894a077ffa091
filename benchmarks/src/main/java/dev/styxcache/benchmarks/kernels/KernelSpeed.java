package dev.styxcache.benchmarks.kernels;

import java.nio.ByteBuffer;
import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;

/** One input in memory. {@link KernelTable} runs it and makes a table. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED"})
public class KernelSpeed {

  private static final int CACHE_LINE = 64;

  /** Who hashes. */
  @Param({"NATIVE", "PLAIN", "SCALAR", "RCTCWYVRN", "SHA256"})
  public Digester digester;

  /** How many bytes there are. */
  @Param({"64", "1024", "8192", "65536", "1048576", "67108864"})
  public int bytes;

  private Digester.Function function;
  private ByteBuffer data;
  private byte[] array;

  /** For the framework. */
  public KernelSpeed() {}

  /** Makes the input, as our kernels get it, and as the others do. */
  @Setup
  public void make() {
    array = new byte[bytes];
    new Random(bytes).nextBytes(array);
    data = ByteBuffer.allocateDirect(bytes + CACHE_LINE).alignedSlice(CACHE_LINE);
    data.put(array).flip();
    function = digester.function();
  }

  /**
   * Hashes it.
   *
   * @return the digest
   */
  @Benchmark
  public byte[] hash() {
    return function.hash(data, array);
  }
}
