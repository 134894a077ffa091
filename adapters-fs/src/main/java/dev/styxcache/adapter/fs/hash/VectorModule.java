package dev.styxcache.adapter.fs.hash;

import dev.styxcache.blake3.Kernels;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** What is said where the vector kernel is not to be had. Safe for use by many threads. */
final class VectorModule {

  private static final String NAME = "jdk.incubator.vector";
  private static final String FLAG = "--add-modules " + NAME;

  private static final AtomicBoolean HINTED = new AtomicBoolean();

  private VectorModule() {}

  /** Why there is no vector kernel, and what to do; nothing where there is one. */
  static Optional<String> obstacle() {
    if (Kernels.vectorAvailable()) {
      return Optional.empty();
    }
    return Optional.of(
        isSwitchedOn()
            ? "the vectors of this machine are too narrow; take \"auto\" or \"plain\""
            : "the module "
                + NAME
                + " is not switched on; start Java with "
                + FLAG
                + ", or take \"auto\" or \"plain\"");
  }

  /** Tells the first time, at debug level, how hashing could be faster. */
  static void hint() {
    if (!Kernels.vectorAvailable() && !isSwitchedOn() && HINTED.compareAndSet(false, true)) {
      LoggerFactory.getLogger(VectorModule.class)
          .debug("large inputs are hashed about twice as fast where Java is started with {}", FLAG);
    }
  }

  private static boolean isSwitchedOn() {
    return ModuleLayer.boot().findModule(NAME).isPresent();
  }
}
