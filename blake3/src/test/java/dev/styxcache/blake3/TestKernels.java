package dev.styxcache.blake3;

import io.github.rctcwyvrn.blake3.Blake3;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The kernels that this JVM has, and the library that serves as their reference. */
enum TestKernels {
  SCALAR,
  PLAIN,
  VECTOR;

  Kernel create() {
    return Kernel.Kind.valueOf(name()).create();
  }

  static List<TestKernels> available() {
    List<TestKernels> kernels = new ArrayList<>(List.of(SCALAR, PLAIN));
    if (Kernel.Kind.VECTOR.isAvailable()) {
      kernels.add(VECTOR);
    }
    return kernels;
  }

  /** The digest by the reference library. */
  static String reference(byte[] input) {
    Blake3 library = Blake3.newInstance();
    library.update(input);
    return hex(library.digest());
  }

  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  static ByteBuffer direct(byte[] input) {
    return ByteBuffer.allocateDirect(input.length).put(input).flip();
  }
}
