package dev.styxcache.adapter.hash;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;

/**
 * Makes hashers with the library {@code io.github.rctcwyvrn:blake3}, which is slow, and by others
 * than we: what our own implementations are compared with.
 */
public final class RctcwyvrnHasherProvider implements HasherProvider {

  /** For {@link java.util.ServiceLoader}. */
  public RctcwyvrnHasherProvider() {}

  @Override
  public String name() {
    return "rctcwyvrn";
  }

  @Override
  public ContentHasher create(ByteProgress progress) {
    return FileHashers.create(helpers -> new StreamedContents(new RctcwyvrnBlake3()), progress);
  }

  @Override
  public ContentHasher create(ByteProgress progress, DigestCacheSettings memo) {
    return FileHashers.create(
        helpers -> new StreamedContents(new RctcwyvrnBlake3()), progress, memo);
  }
}
