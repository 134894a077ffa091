package dev.styxcache.blake3;

import io.github.rctcwyvrn.blake3.Blake3;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** A kernel that this JVM has; and the library that serves as their reference. */
record TestKernels(String name, Supplier<Kernel> maker) {

  Kernel create() {
    return maker.get();
  }

  /** The scalar one first; native code in each instruction set that this processor has. */
  static List<TestKernels> available() {
    List<TestKernels> kernels = new ArrayList<>();
    kernels.add(new TestKernels("SCALAR", Kernel.Kind.SCALAR::create));
    kernels.add(new TestKernels("PLAIN", Kernel.Kind.PLAIN::create));
    if (Kernel.Kind.NATIVE.isAvailable()) {
      for (int i = 0; i < NativeCode.sets(); i++) {
        int set = i;
        kernels.add(new TestKernels(NativeCode.name(set), () -> new NativeKernel(set)));
      }
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

  @Override
  public String toString() {
    return name;
  }
}
