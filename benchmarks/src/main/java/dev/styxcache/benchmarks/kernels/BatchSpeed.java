package dev.styxcache.benchmarks.kernels;

import dev.styxcache.blake3.Kernel;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Many inputs of 8 KiB at a time, chunks of several side by side; the time is one input's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED"})
public class BatchSpeed {

  private static final int INPUTS = 128;
  private static final int BYTES = 8192;

  /** Which kernel. */
  @Param({"NATIVE", "PLAIN", "SCALAR"})
  public Kernel.Kind kind;

  private Kernel kernel;
  private ByteBuffer data;
  private final int[] offsets = new int[INPUTS];
  private final int[] lengths = new int[INPUTS];
  private final byte[] digests = new byte[INPUTS * Kernel.DIGEST_BYTES];

  /** For the framework. */
  public BatchSpeed() {}

  /** Makes the inputs. */
  @Setup
  public void make() {
    byte[] random = new byte[INPUTS * BYTES];
    new Random(BYTES).nextBytes(random);
    data = ByteBuffer.allocateDirect(random.length).put(random);
    for (int i = 0; i < INPUTS; i++) {
      offsets[i] = i * BYTES;
      lengths[i] = BYTES;
    }
    kernel = kind.create();
  }

  /**
   * Hashes them.
   *
   * @return the digests
   */
  @Benchmark
  @OperationsPerInvocation(INPUTS)
  public byte[] hash() {
    kernel.batch(data, offsets, lengths, INPUTS, digests);
    return digests;
  }
}
