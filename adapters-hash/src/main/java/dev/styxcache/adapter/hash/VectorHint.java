package dev.styxcache.adapter.hash;

import dev.styxcache.blake3.Kernel;
import dev.styxcache.blake3.VectorModule;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/** What is said where the vector kernel is not to be had. Safe for use by many threads. */
final class VectorHint {

  private static final String MODULE = "jdk.incubator.vector";
  private static final String FLAG = "--add-modules " + MODULE;

  private static final AtomicBoolean GIVEN = new AtomicBoolean();

  private VectorHint() {}

  /** Why there is no vector kernel, and what to do; nothing where there is one. */
  static Optional<String> obstacle() {
    if (Kernel.Kind.VECTOR.isAvailable()) {
      return Optional.empty();
    }
    return Optional.of(
        VectorModule.isWithinReach()
            ? "the vectors of this machine are too narrow; take \"auto\" or \"plain\""
            : "the module "
                + MODULE
                + " is not switched on; start Java with "
                + FLAG
                + ", or take \"auto\" or \"plain\"");
  }

  /** Tells the first time, at debug level, how hashing could be faster. */
  static void give() {
    if (!VectorModule.isWithinReach() && GIVEN.compareAndSet(false, true)) {
      LoggerFactory.getLogger(VectorHint.class)
          .debug("large inputs are hashed about twice as fast where Java is started with {}", FLAG);
    }
  }
}
