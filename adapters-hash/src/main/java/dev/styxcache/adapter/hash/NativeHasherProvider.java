package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.adapter.hash.engine.KernelEngine;
import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.blake3.NativeCode;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Hashes in C, whatever the size of the input. */
public final class NativeHasherProvider extends FileHasherProvider {

  /** For {@link java.util.ServiceLoader}. */
  public NativeHasherProvider() {}

  @Override
  public String name() {
    return "native";
  }

  @Override
  public Optional<String> obstacle() {
    return NativeCode.obstacle().map(obstacle -> obstacle + "; or use \"auto\" or \"plain\"");
  }

  @Override
  HashEngine engine(Executor helpers) {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      throw new IllegalStateException(obstacle.get());
    }
    return new KernelEngine(KernelSelector.always(Kernel.Kind.NATIVE), helpers);
  }
}
