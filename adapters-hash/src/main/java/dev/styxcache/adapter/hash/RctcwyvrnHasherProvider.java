package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.adapter.hash.engine.RctcwyvrnEngine;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Hashes with the library {@code io.github.rctcwyvrn:blake3}: slow, but independent of our code, so
 * the reference that other implementations are compared with. The library is optional.
 */
public final class RctcwyvrnHasherProvider extends FileHasherProvider {

  /** For {@link java.util.ServiceLoader}. */
  public RctcwyvrnHasherProvider() {}

  @Override
  public String name() {
    return "rctcwyvrn";
  }

  @Override
  HashEngine engine(Executor helpers) {
    obstacle()
        .ifPresent(
            obstacle -> {
              throw new IllegalStateException(obstacle);
            });
    return new RctcwyvrnEngine();
  }

  @Override
  public Optional<String> obstacle() {
    return RctcwyvrnEngine.isAvailable()
        ? Optional.empty()
        : Optional.of(
            "the library io.github.rctcwyvrn:blake3 is not on the class path; add it, or take"
                + " \"auto\" or \"plain\"");
  }
}
