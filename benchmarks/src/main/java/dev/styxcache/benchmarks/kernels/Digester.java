package dev.styxcache.benchmarks.kernels;

import dev.styxcache.blake3.Kernel;
import io.github.rctcwyvrn.blake3.Blake3;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What is compared. */
public enum Digester {
  /** Our kernel in C. */
  NATIVE,
  /** Our kernel that the compiler vectorises. */
  PLAIN,
  /** Our kernel for few bytes. */
  SCALAR,
  /** The portable library. */
  RCTCWYVRN,
  /** The JDK's own, which has instructions of the processor for it. */
  SHA256;

  /** Hashes an input, which a buffer and an array hold both. */
  interface Function {
    byte[] hash(ByteBuffer data, byte[] array);
  }

  Function function() {
    return switch (this) {
      case NATIVE -> ours(Kernel.Kind.NATIVE);
      case PLAIN -> ours(Kernel.Kind.PLAIN);
      case SCALAR -> ours(Kernel.Kind.SCALAR);
      case RCTCWYVRN ->
          (data, array) -> {
            Blake3 library = Blake3.newInstance();
            library.update(array);
            return library.digest();
          };
      case SHA256 -> {
        MessageDigest digest = sha256();
        yield (data, array) -> digest.digest(array);
      }
    };
  }

  private static Function ours(Kernel.Kind kind) {
    Kernel kernel = kind.create();
    return (data, array) -> kernel.hash(data);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
