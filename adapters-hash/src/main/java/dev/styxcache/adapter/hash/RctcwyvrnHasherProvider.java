package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.adapter.hash.engine.RctcwyvrnEngine;
import java.util.concurrent.Executor;

/**
 * Hashes with the library {@code io.github.rctcwyvrn:blake3}: slow, but independent of our code, so
 * the reference that other implementations are compared with.
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
    return new RctcwyvrnEngine();
  }
}
