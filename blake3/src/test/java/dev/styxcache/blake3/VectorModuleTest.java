package dev.styxcache.blake3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The build runs all tests once without the module and once with it, and says here which it is. */
class VectorModuleTest {

  private static final String EXPECTED = System.getProperty("vector.module", "absent");

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
