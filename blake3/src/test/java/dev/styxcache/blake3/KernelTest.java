package dev.styxcache.blake3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelTest {

  static List<TestKernels> kernels() {
    return TestKernels.available();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void hash_leavesTheBufferUnchanged(TestKernels kernels) {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuffer data = ByteBuffer.allocate(5000).order(order).position(7).limit(4321);
      byte[] digest = kernels.create().hash(data.asReadOnlyBuffer());
      assertThat(kernels.create().hash(data)).isEqualTo(digest);
      assertThat(TestKernels.hex(digest)).isEqualTo(TestKernels.reference(new byte[4314]));
      assertThat(data).isEqualTo(ByteBuffer.allocate(5000).position(7).limit(4321));
      assertThat(data.order()).isEqualTo(order);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void subtree_ofInvalidLengthOrPlace_isRefused(TestKernels kernels) {
    Kernel kernel = kernels.create();
    int[] cv = new int[8];
    assertThatThrownBy(() -> kernel.subtree(ByteBuffer.allocate(0), 0, cv, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kernel.subtree(ByteBuffer.allocate((1 << 20) + 1), 0, cv, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kernel.subtree(ByteBuffer.allocate(2049), 6, cv, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chunk 6");
    assertThatThrownBy(() -> kernel.subtree(ByteBuffer.allocate(1), -1, cv, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> kernel.subtree(ByteBuffer.allocate(1), 0, cv, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void batch_ofInputsOutsideTheBuffer_isRefused(TestKernels kernels) {
    Kernel kernel = kernels.create();
    ByteBuffer data = ByteBuffer.allocate(10);
    int[] offsets = {0, 8};
    int[] lengths = {10, 3};
    byte[] digests = new byte[64];
    kernel.batch(data.position(2).limit(3), offsets, lengths, 1, digests);
    assertThat(TestKernels.hex(digests))
        .isEqualTo(TestKernels.reference(new byte[10]) + "00".repeat(32));
    assertThatThrownBy(() -> kernel.batch(data, offsets, lengths, 2, digests))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> kernel.batch(data, offsets, lengths, 3, digests))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> kernel.batch(data, offsets, lengths, 1, new byte[31]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
