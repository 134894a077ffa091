package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.adapter.hash.engine.KernelEngine;
import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.blake3.VectorModule;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Hashes in vector instructions, by way of the module {@code jdk.incubator.vector}. */
public final class VectorHasherProvider extends FileHasherProvider {

  private static final String MODULE = "jdk.incubator.vector";
  static final String FLAG = "--add-modules " + MODULE;

  /** For {@link java.util.ServiceLoader}. */
  public VectorHasherProvider() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public Optional<String> obstacle() {
    if (Kernel.Kind.VECTOR.isAvailable()) {
      return Optional.empty();
    }
    return Optional.of(
        VectorModule.isWithinReach()
            ? "the vectors of this machine are too short; use \"auto\" or \"plain\""
            : "the module "
                + MODULE
                + " is not enabled; start Java with "
                + FLAG
                + ", or use \"auto\" or \"plain\"");
  }

  @Override
  HashEngine engine(Executor helpers) {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      throw new IllegalStateException(obstacle.get());
    }
    return new KernelEngine(KernelSelector.always(Kernel.Kind.VECTOR), helpers);
  }
}
