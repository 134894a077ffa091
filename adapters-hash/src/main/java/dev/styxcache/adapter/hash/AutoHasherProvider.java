package dev.styxcache.adapter.hash;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.blake3.KernelSelector;
import java.util.concurrent.Executor;

/**
 * Makes hashers that are as fast as this JVM lets them be: with the kernel that suits how much
 * there is to do, and how long the JVM has been doing it.
 */
public final class AutoHasherProvider implements HasherProvider {

  /** For {@link java.util.ServiceLoader}. */
  public AutoHasherProvider() {}

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public ContentHasher create(ByteProgress progress) {
    return FileHashers.create(AutoHasherProvider::contents, progress);
  }

  @Override
  public ContentHasher create(ByteProgress progress, DigestCacheSettings memo) {
    return FileHashers.create(AutoHasherProvider::contents, progress, memo);
  }

  private static Contents contents(Executor helpers) {
    VectorHint.give();
    return new KernelContents(KernelSelector.auto(), helpers);
  }
}
