package dev.styxcache.blake3;

/** The kinds of kernels. They give the same digests. */
public enum KernelKind {
  /** Block by block; see {@link Kernels#scalar}. */
  SCALAR,

  /** In loops that the JVM's compiler vectorises by itself; see {@link Kernels#plain}. */
  PLAIN,

  /** In vector instructions; see {@link Kernels#vector}. */
  VECTOR;

  /**
   * Whether this JVM has kernels of the kind.
   *
   * @return yes, but for {@link #VECTOR} what {@link Kernels#vectorAvailable} says; that may load
   *     the module, so it is to be asked when there is enough to digest
   */
  public boolean isAvailable() {
    return this != VECTOR || Kernels.vectorAvailable();
  }

  /**
   * Makes a kernel, for one thread at a time.
   *
   * @return a new kernel
   * @throws IllegalStateException if it is not available
   */
  public Kernel create() {
    return switch (this) {
      case SCALAR -> Kernels.scalar();
      case PLAIN -> Kernels.plain();
      case VECTOR -> Kernels.vector();
    };
  }
}
