package dev.styxcache.cli.jvm;

import dev.styxcache.blake3.KernelSelector;
import dev.styxcache.blake3.VectorModule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the module of vectors into a JVM that runs, by the JDK's own means for its modules that are
 * needed late. With {@code --add-modules} instead, each start would cost 20 to 30 ms more, as the
 * JVM then cannot take its modules from its archive, and would print a warning. {@code
 * --add-exports}, and the same in a jar's manifest, would cost 5 to 10 ms.
 *
 * <p>The JDK keeps those means to itself, so that this is for a JVM that is the program's own.
 * Where a JDK does without them, the module is not there, and everything works without it.
 */
public final class VectorModuleLoader implements BooleanSupplier {

  private static final String MODULE = "jdk.incubator.vector";

  VectorModuleLoader() {}

  /**
   * Lets the module be loaded once so much is to be digested that it pays; which is soon, as the
   * launcher has the JVM compile what uses it early. Costs nothing now.
   */
  public static void offer() {
    KernelSelector.auto().expectEarlyVectors();
    VectorModule.loadBy(new VectorModuleLoader());
  }

  @Override
  public boolean getAsBoolean() {
    // Not before, as this class is there before it is known what is to be logged.
    Logger log = LoggerFactory.getLogger(VectorModuleLoader.class);
    try {
      MethodHandle load =
          JdkInternals.ofModules("loadModule", MethodType.methodType(Module.class, String.class));
      Module loaded = (Module) load.invokeExact(MODULE);
      log.debug("{} was loaded", loaded);
      return true;
    } catch (Throwable e) {
      // Whatever it is: this is another JDK than was known, or one without the module.
      log.debug("{} is not to be had: {}", MODULE, e.toString());
      return false;
    }
  }
}
