package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.adapter.hash.engine.KernelEngine;
import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.KernelSelector;
import java.util.concurrent.Executor;

/** Hashes in loops that the JVM's compiler vectorises by itself. */
public final class PlainHasherProvider extends FileHasherProvider {

  /** For {@link java.util.ServiceLoader}. */
  public PlainHasherProvider() {}

  @Override
  public String name() {
    return "plain";
  }

  @Override
  HashEngine engine(Executor helpers) {
    return new KernelEngine(KernelSelector.always(Kernel.Kind.PLAIN), helpers);
  }
}
