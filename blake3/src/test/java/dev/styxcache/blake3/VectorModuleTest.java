package dev.styxcache.blake3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * The build runs all tests once without the module, once with it, and once with it and shorter
 * vectors, and says here which it is.
 */
class VectorModuleTest {

  private static final String EXPECTED = System.getProperty("vector.module", "absent");

  /** Where the JVM was told to use shorter vectors than the machine may have. */
  private static final int MOST_LANES = Integer.getInteger("vector.most.lanes", 16);

  @Test
  void vectors_whereThereAreAny_haveNoMoreLanesThanTheJvmWasToldToUse()
      throws ReflectiveOperationException {
    if (Kernels.vectorAvailable()) {
      Class<?> layout = Class.forName("dev.styxcache.blake3.VectorLayout");
      assertThat(layout.getDeclaredField("LANES").getInt(null)).isBetween(8, MOST_LANES);
    }
  }

  @Test
  void vectorAvailable_isWhatTheJvmWasToldToHave() {
    assertThat(EXPECTED).isIn("absent", "present");
    assertThat(Kernels.vectorAvailable()).isEqualTo(EXPECTED.equals("present"));
    assertThat(TestKernels.available().contains(TestKernels.VECTOR))
        .isEqualTo(EXPECTED.equals("present"));
  }

  @Test
  void vector_withoutTheModule_isRefusedAndWithItHashes() {
    if (EXPECTED.equals("absent")) {
      assertThatThrownBy(Kernels::vector)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("jdk.incubator.vector");
    } else {
      byte[] input = new byte[100_000];
      assertThat(TestKernels.hex(Kernels.vector().hash(ByteBuffer.wrap(input))))
          .isEqualTo(TestKernels.reference(input));
    }
  }
}
