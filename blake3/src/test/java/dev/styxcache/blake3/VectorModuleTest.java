package dev.styxcache.blake3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * The build runs all tests three times: without the vector module, with it, and with it and shorter
 * vectors. System properties say which run this is.
 */
class VectorModuleTest {

  private static final String EXPECTED = System.getProperty("vector.module", "absent");

  /** Maximum number of lanes: the JVM may be told to use shorter vectors than the machine has. */
  private static final int MOST_LANES = Integer.getInteger("vector.most.lanes", 16);

  @Test
  void vectors_whereAvailable_haveAtMostTheLanesThatTheJvmMayUse()
      throws ReflectiveOperationException {
    if (Kernel.Kind.VECTOR.isAvailable()) {
      Class<?> layout = Class.forName("dev.styxcache.blake3.VectorLayout");
      assertThat(layout.getDeclaredField("LANES").getInt(null)).isBetween(8, MOST_LANES);
    }
  }

  @Test
  void vectorKernel_isAvailableExactlyWithTheModule() {
    assertThat(EXPECTED).isIn("absent", "present");
    assertThat(Kernel.Kind.VECTOR.isAvailable()).isEqualTo(EXPECTED.equals("present"));
    assertThat(TestKernels.available().contains(TestKernels.VECTOR))
        .isEqualTo(EXPECTED.equals("present"));
  }

  @Test
  void create_ofVectorKernel_failsWithoutTheModuleAndHashesWithIt() {
    if (EXPECTED.equals("absent")) {
      assertThatThrownBy(Kernel.Kind.VECTOR::create)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("jdk.incubator.vector");
    } else {
      byte[] input = new byte[100_000];
      assertThat(TestKernels.hex(Kernel.Kind.VECTOR.create().hash(ByteBuffer.wrap(input))))
          .isEqualTo(TestKernels.reference(input));
    }
  }
}
