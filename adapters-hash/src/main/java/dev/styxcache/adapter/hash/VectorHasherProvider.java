package dev.styxcache.adapter.hash;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelSelector;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Makes hashers in vector instructions, by way of the module {@code jdk.incubator.vector}. */
public final class VectorHasherProvider implements HasherProvider {

  /** For {@link java.util.ServiceLoader}. */
  public VectorHasherProvider() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public Optional<String> obstacle() {
    return VectorHint.obstacle();
  }

  @Override
  public ContentHasher create(ByteProgress progress) {
    return FileHashers.create(VectorHasherProvider::contents, progress);
  }

  @Override
  public ContentHasher create(ByteProgress progress, DigestCacheSettings memo) {
    return FileHashers.create(VectorHasherProvider::contents, progress, memo);
  }

  private static Contents contents(Executor helpers) {
    VectorHint.obstacle()
        .ifPresent(
            obstacle -> {
              throw new IllegalStateException(obstacle);
            });
    return new KernelContents(KernelSelector.always(Kernel.Kind.VECTOR), helpers);
  }
}
