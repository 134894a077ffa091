package dev.styxcache.blake3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryDigestTest {

  private static final long SEED = 7;

  private final ExecutorService executor = Executors.newFixedThreadPool(3);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void hash_doesNotDependOnTheNumberOfThreads() {
    Random random = new Random(SEED);
    for (int length : new int[] {0, 5, 1 << 20, (1 << 20) + 1, 5_300_000}) {
      byte[] input = new byte[length];
      random.nextBytes(input);
      for (int threads = 1; threads <= 4; threads++) {
        ByteBuffer data = ByteBuffer.allocateDirect(length + 3).position(3).put(input).position(3);
        byte[] digest = new MemoryDigest(Kernels::scalar, executor, threads).hash(data);
        assertThat(TestKernels.hex(digest))
            .as("seed %s, %s bytes, %s threads", SEED, length, threads)
            .isEqualTo(TestKernels.reference(input));
        assertThat(data.position()).isEqualTo(3);
        assertThat(data.limit()).isEqualTo(length + 3);
      }
    }
  }

  @Test
  void hash_whenNoOtherThreadEverComes_ends() {
    byte[] input = new byte[3 << 20];
    byte[] digest = new MemoryDigest(Kernels::scalar, late -> {}, 4).hash(ByteBuffer.wrap(input));
    assertThat(TestKernels.hex(digest)).isEqualTo(TestKernels.reference(input));
  }

  @Test
  void hash_whenAThreadFails_fails() {
    AtomicInteger made = new AtomicInteger();
    MemoryDigest digest =
        new MemoryDigest(
            () -> {
              if (made.incrementAndGet() == 2) {
                throw new IllegalStateException("no more kernels");
              }
              return Kernels.scalar();
            },
            Runnable::run,
            2);
    ByteBuffer data = ByteBuffer.allocate(3 << 20);
    assertThatThrownBy(() -> digest.hash(data)).hasMessage("no more kernels");
    assertThat(made).hasValue(2);
    assertThat(digest.hash(data)).hasSize(32);
  }
}
