package dev.styxcache.adapter.hash;

import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelChoice;
import dev.styxcache.blake3.KernelKind;
import org.jspecify.annotations.Nullable;

/** Says which kernel digests at the moment. Safe for use by many threads. */
final class KernelSupply {

  /** The kernel that suits how much this JVM has to digest, and has digested. */
  static final KernelSupply AUTO = new KernelSupply(null);

  private final @Nullable KernelKind kind;

  private KernelSupply(@Nullable KernelKind kind) {
    this.kind = kind;
  }

  /** Always the same kind, which is available. */
  static KernelSupply always(KernelKind kind) {
    return new KernelSupply(kind);
  }

  /** So many bytes will be digested, besides what was said before. */
  void due(long bytes) {
    if (kind == null) {
      KernelChoice.auto().due(bytes);
    }
  }

  /** The workspace's kernel of the kind that is right at the moment. */
  Kernel in(Workspace workspace) {
    return workspace.kernel(kind == null ? KernelChoice.auto().current() : kind);
  }
}
