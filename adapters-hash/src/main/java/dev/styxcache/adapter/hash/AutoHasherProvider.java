package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.adapter.hash.engine.KernelEngine;
import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.blake3.NativeCode;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The default: the fastest kernel for what this process has to hash. */
public final class AutoHasherProvider extends FileHasherProvider {

  /** For {@link java.util.ServiceLoader}. */
  public AutoHasherProvider() {}

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public String description() {
    Optional<String> obstacle = NativeCode.obstacle();
    return obstacle.isPresent()
        ? "in Java, since " + obstacle.get()
        : "in C with " + NativeCode.instructions();
  }

  @Override
  HashEngine engine(Executor helpers) {
    return new KernelEngine(KernelSelector.auto(), helpers);
  }
}
