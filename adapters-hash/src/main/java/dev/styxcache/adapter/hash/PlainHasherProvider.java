package dev.styxcache.adapter.hash;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelSelector;

/** Makes hashers whose loops the JVM's compiler turns into vector instructions by itself. */
public final class PlainHasherProvider implements HasherProvider {

  /** For {@link java.util.ServiceLoader}. */
  public PlainHasherProvider() {}

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public ContentHasher create(ByteProgress progress) {
    return FileHashers.create(
        helpers -> new KernelContents(KernelSelector.always(Kernel.Kind.PLAIN), helpers), progress);
  }

  @Override
  public ContentHasher create(ByteProgress progress, DigestCacheSettings memo) {
    return FileHashers.create(
        helpers -> new KernelContents(KernelSelector.always(Kernel.Kind.PLAIN), helpers),
        progress,
        memo);
  }
}
