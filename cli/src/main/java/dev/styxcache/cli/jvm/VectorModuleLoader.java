package dev.styxcache.cli.jvm;

import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.blake3.VectorModule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the module {@code jdk.incubator.vector} into the running JVM, with an internal method of
 * the JDK. {@code --add-modules} would cost each start 20 to 30 ms, since the JVM then cannot load
 * its modules from its archive, and would print a warning; {@code --add-exports}, also in a jar's
 * manifest, would cost 5 to 10 ms.
 *
 * <p>Only for the launcher's JVM, since the method is internal. In a JDK without the method,
 * everything works without the module.
 */
public final class VectorModuleLoader implements BooleanSupplier {

  private static final String MODULE = "jdk.incubator.vector";

  VectorModuleLoader() {}

  /**
   * Registers the loader, to be called once there is enough to hash. That is soon, since the
   * launcher makes the JVM compile the vector code early. Loads nothing now.
   */
  public static void offer() {
    KernelSelector.auto().expectEarlyVectors();
    VectorModule.loadBy(new VectorModuleLoader());
  }

  @Override
  public boolean getAsBoolean() {
    // Not a constant: this class is loaded before logging is configured.
    Logger log = LoggerFactory.getLogger(VectorModuleLoader.class);
    try {
      MethodHandle load =
          JdkInternals.ofModules("loadModule", MethodType.methodType(Module.class, String.class));
      Module loaded = (Module) load.invokeExact(MODULE);
      log.debug("loaded {}", loaded);
      return true;
    } catch (Throwable e) {
      // An unknown JDK, or one without the module.
      log.debug("cannot load {}: {}", MODULE, e.toString());
      return false;
    }
  }
}
