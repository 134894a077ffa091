package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.adapter.hash.engine.KernelEngine;
import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.blake3.VectorModule;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** The default: the fastest kernel for what this process has to hash. */
public final class AutoHasherProvider extends FileHasherProvider {

  private static final AtomicBoolean HINT_LOGGED = new AtomicBoolean();

  /** For {@link java.util.ServiceLoader}. */
  public AutoHasherProvider() {}

  @Override
  public String name() {
    return "auto";
  }

  @Override
  HashEngine engine(Executor helpers) {
    if (!VectorModule.isWithinReach() && HINT_LOGGED.compareAndSet(false, true)) {
      LoggerFactory.getLogger(AutoHasherProvider.class)
          .debug(
              "large inputs are hashed about twice as fast where Java is started with {}",
              VectorHasherProvider.FLAG);
    }
    return new KernelEngine(KernelSelector.auto(), helpers);
  }
}
