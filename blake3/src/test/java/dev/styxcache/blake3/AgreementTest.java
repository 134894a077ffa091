package dev.styxcache.blake3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** All kernels that this JVM has, and the reference, on 10,000 random cases. */
class AgreementTest {

  private static final long SEED = 20261128;
  private static final int CHUNK = 1024;

  private final List<TestKernels> kernels = TestKernels.available();
  private final List<Kernel> made = kernels.stream().map(TestKernels::create).toList();
  private final Random random = new Random(SEED);

  @BeforeEach
  void print(TestReporter reporter) {
    reporter.publishEntry("seed " + SEED, "kernels " + kernels);
  }

  @Test
  void hash_ofEveryKernel_equalsTheReference() {
    for (int i = 0; i < 6_000; i++) {
      byte[] input = new byte[length(i)];
      random.nextBytes(input);
      String expected = TestKernels.reference(input);
      ByteBuffer data = place(input, i % 2 == 0, random.nextInt(70));
      for (int k = 0; k < made.size(); k++) {
        assertThat(TestKernels.hex(made.get(k).hash(data)))
            .as("%s, case %s, %s bytes", kernels.get(k), i, input.length)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void batch_ofEveryKernel_equalsTheReference() {
    int cases = 0;
    for (int i = 0; cases < 3_000; i++) {
      int count = 1 + random.nextInt(i % 10 == 0 ? 400 : 40);
      int[] offsets = new int[count];
      int[] lengths = new int[count];
      int end = 0;
      for (int k = 0; k < count; k++) {
        offsets[k] = end + random.nextInt(9);
        lengths[k] = length(random.nextInt(i % 5 == 0 ? 100 : 30));
        end = offsets[k] + lengths[k];
      }
      byte[] all = new byte[end];
      random.nextBytes(all);
      ByteBuffer data = place(all, i % 2 == 0, 0);
      for (int k = 0; k < made.size(); k++) {
        byte[] digests = new byte[count * Kernel.DIGEST_BYTES];
        made.get(k).batch(data, offsets, lengths, count, digests);
        for (int n = 0; n < count; n++) {
          byte[] input = Arrays.copyOfRange(all, offsets[n], offsets[n] + lengths[n]);
          byte[] digest = Arrays.copyOfRange(digests, n * 32, n * 32 + 32);
          assertThat(TestKernels.hex(digest))
              .as("%s, batch %s, input %s of %s bytes", kernels.get(k), i, n, lengths[n])
              .isEqualTo(TestKernels.reference(input));
        }
      }
      cases += count;
    }
  }

  @Test
  void subtree_isTheSameInAllKernelsAtAnyPlace() {
    for (int i = 0; i < 1_000; i++) {
      byte[] input = new byte[1 + length(i)];
      random.nextBytes(input);
      int length = Math.min(input.length, Kernel.SUBTREE_BYTES);
      long whole = Long.highestOneBit(2L * ((length - 1) / CHUNK + 1) - 1);
      long first = (random.nextLong() >>> (12 + random.nextInt(50))) / whole * whole;
      ByteBuffer data = place(input, i % 2 == 0, random.nextInt(70));
      data.limit(data.position() + length);
      int[] expected = new int[8];
      made.get(0).subtree(data, first, expected, 0);
      for (int k = 1; k < made.size(); k++) {
        int[] cv = new int[11];
        made.get(k).subtree(data, first, cv, 3);
        assertThat(Arrays.copyOfRange(cv, 3, 11))
            .as("%s, case %s, %s bytes from chunk %s", kernels.get(k), i, length, first)
            .isEqualTo(expected);
      }
    }
  }

  /** Mostly short, sometimes long; often at the edge of a block or chunk. */
  private int length(int which) {
    int most =
        switch (which % 100) {
          case 0 -> 3 << 20;
          case 1, 2, 3 -> 400_000;
          case 4, 5, 6, 7, 8, 9, 10 -> 40_000;
          default -> 5_000;
        };
    int length = random.nextInt(most);
    return switch (random.nextInt(4)) {
      case 0 -> length / CHUNK * CHUNK;
      case 1 -> Math.max(0, length / 64 * 64 + random.nextInt(3) - 1);
      default -> length;
    };
  }

  private static ByteBuffer place(byte[] input, boolean direct, int before) {
    int capacity = before + input.length;
    ByteBuffer data = direct ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
    return data.position(before).put(input).position(before);
  }
}
