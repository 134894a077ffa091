package dev.styxcache.blake3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Native code: whether it is used, and each instruction set of this processor by itself. */
class NativeCodeTest {

  private static final long SEED = 20261202;

  private static void assumeThatItIsThere() {
    assumeTrue(NativeCode.obstacle().isEmpty(), () -> NativeCode.obstacle().orElse(""));
  }

  private static List<Kernel> everySet() {
    List<Kernel> kernels = new ArrayList<>();
    for (int set = 0; set < NativeCode.sets(); set++) {
      kernels.add(new NativeKernel(set));
    }
    return kernels;
  }

  @Test
  void nativeCode_isThere_whereTheBuildHasMadeIt() {
    String library = System.mapLibraryName("styxcache-blake3");
    boolean built =
        NativeCodeTest.class.getResource("/META-INF/native/linux-x86_64/" + library) != null
            || NativeCodeTest.class.getResource("/META-INF/native/linux-aarch64/" + library) != null
            || NativeCodeTest.class.getResource("/META-INF/native/mac-aarch64/" + library) != null;
    assertThat(built || !"all".equals(System.getenv("STYX_TESTS_REQUIRE")))
        .as("where all tests are required there is a C compiler")
        .isTrue();
    assertThat(Kernel.Kind.NATIVE.isAvailable()).as("%s", NativeCode.obstacle()).isEqualTo(built);
    if (built) {
      assertThat(NativeCode.instructions()).isIn("AVX-512", "AVX2", "SSE4.1", "SSE2", "NEON");
      assertThat(NativeCode.api()).isNotZero();
    } else {
      assertThat(NativeCode.obstacle().orElseThrow()).contains("no native code");
      assertThatThrownBy(Kernel.Kind.NATIVE::create).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void selfTest_passesInEverySet() {
    assumeThatItIsThere();
    for (int set = 0; set < NativeCode.sets(); set++) {
      assertThat(NativeSelfTest.passes(set)).as(NativeCode.name(set)).isTrue();
    }
  }

  @Test
  void hash_ofEveryLengthUpToSomeChunks_isThatOfTheReference() {
    assumeThatItIsThere();
    List<Kernel> kernels = everySet();
    byte[] input = new byte[4 * 1024 + 70];
    new Random(SEED).nextBytes(input);
    for (int length = 0; length <= input.length; length++) {
      byte[] some = Arrays.copyOf(input, length);
      String expected = TestKernels.reference(some);
      ByteBuffer direct = TestKernels.direct(some);
      for (Kernel kernel : kernels) {
        assertThat(TestKernels.hex(kernel.hash(direct))).isEqualTo(expected);
        assertThat(TestKernels.hex(kernel.hash(ByteBuffer.wrap(some).asReadOnlyBuffer())))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void hash_ofRandomLengthsUpTo10MiB_isThatOfTheReference() {
    assumeThatItIsThere();
    Random random = new Random(SEED);
    List<Kernel> kernels = everySet();
    for (int i = 0; i < 25; i++) {
      byte[] input = new byte[random.nextInt(10 << 20)];
      random.nextBytes(input);
      String expected = TestKernels.reference(input);
      for (Kernel kernel : kernels) {
        assertThat(TestKernels.hex(kernel.hash(ByteBuffer.wrap(input))))
            .as("seed %s, %s bytes", SEED, input.length)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void kernels_ofManyThreads_doNotDisturbEachOther() throws Exception {
    assumeThatItIsThere();
    byte[] input = new byte[3_000_000];
    new Random(SEED).nextBytes(input);
    String expected = TestKernels.reference(input);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Callable<List<String>>> tasks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        tasks.add(
            () -> {
              List<String> digests = new ArrayList<>();
              for (Kernel kernel : everySet()) {
                digests.add(TestKernels.hex(kernel.hash(ByteBuffer.wrap(input))));
              }
              return digests;
            });
      }
      for (Future<List<String>> digests : threads.invokeAll(tasks)) {
        assertThat(digests.get()).isNotEmpty().allMatch(expected::equals);
      }
    } finally {
      threads.shutdown();
    }
  }
}
