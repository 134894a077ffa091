package dev.styxcache.adapter.fs.hash;

import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.Kernels;

/** Says which kernel digests at the moment. Safe for use by many threads. */
enum KernelSupply {
  /** What is there and fast. */
  AUTO,
  /** Always the plain kernel. */
  PLAIN,
  /** Always the vector kernel. */
  VECTOR;

  /** So many bytes will be digested, besides what was said before. */
  void due(long bytes) {}

  /** The workspace's kernel of the kind that is right at the moment. */
  Kernel in(Workspace workspace) {
    return workspace.kernel(this);
  }

  Kernel create() {
    return switch (this) {
      case AUTO -> Kernels.vectorAvailable() ? Kernels.vector() : Kernels.plain();
      case PLAIN -> Kernels.plain();
      case VECTOR -> Kernels.vector();
    };
  }
}
