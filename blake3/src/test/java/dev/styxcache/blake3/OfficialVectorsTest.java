package dev.styxcache.blake3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OfficialVectorsTest {

  static List<TestKernels> kernels() {
    return TestKernels.available();
  }

  @Test
  void vectors_areComplete() {
    assertThat(Vectors.all()).hasSize(35).extracting(Vectors.Vector::length).contains(0, 102400);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void hash_isTheOfficialDigest(TestKernels kernels) {
    Kernel kernel = kernels.create();
    for (Vectors.Vector vector : Vectors.all()) {
      assertThat(TestKernels.hex(kernel.hash(ByteBuffer.wrap(vector.input()))))
          .as("on the heap, %s bytes", vector.length())
          .isEqualTo(vector.hash());
      assertThat(TestKernels.hex(kernel.hash(TestKernels.direct(vector.input()))))
          .as("direct, %s bytes", vector.length())
          .isEqualTo(vector.hash());
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void batch_givesTheOfficialDigests(TestKernels kernels) {
    List<Vectors.Vector> vectors = Vectors.all();
    int[] lengths = vectors.stream().mapToInt(Vectors.Vector::length).toArray();
    int[] offsets = new int[lengths.length];
    ByteBuffer data = ByteBuffer.allocateDirect(1 + Arrays.stream(lengths).sum());
    data.position(1);
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = data.position();
      data.put(vectors.get(i).input());
    }
    byte[] digests = new byte[offsets.length * Kernel.DIGEST_BYTES];

    kernels.create().batch(data, offsets, lengths, offsets.length, digests);

    for (int i = 0; i < offsets.length; i++) {
      int at = i * Kernel.DIGEST_BYTES;
      assertThat(TestKernels.hex(Arrays.copyOfRange(digests, at, at + Kernel.DIGEST_BYTES)))
          .as("%s bytes", lengths[i])
          .isEqualTo(vectors.get(i).hash());
    }
  }
}
