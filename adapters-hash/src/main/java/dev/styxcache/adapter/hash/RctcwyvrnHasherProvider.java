package dev.styxcache.adapter.hash;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Makes hashers with the library {@code io.github.rctcwyvrn:blake3}: slow, portable, and
 * independent of our own implementations, which are compared with it. The library is optional.
 */
public final class RctcwyvrnHasherProvider implements HasherProvider {

  /** For {@link java.util.ServiceLoader}. */
  public RctcwyvrnHasherProvider() {}

  @Override
  public String name() {
    return "rctcwyvrn";
  }

  @Override
  public Optional<String> obstacle() {
    return RctcwyvrnBlake3.isPresent()
        ? Optional.empty()
        : Optional.of(
            "the library io.github.rctcwyvrn:blake3 is not on the class path; add it, or take"
                + " \"auto\" or \"plain\"");
  }

  @Override
  public ContentHasher create(ByteProgress progress) {
    return FileHashers.create(contents(), progress);
  }

  @Override
  public ContentHasher create(ByteProgress progress, DigestCacheSettings memo) {
    return FileHashers.create(contents(), progress, memo);
  }

  private Function<Executor, Contents> contents() {
    obstacle()
        .ifPresent(
            obstacle -> {
              throw new IllegalStateException(obstacle);
            });
    return helpers -> new StreamedContents(new RctcwyvrnBlake3());
  }
}
