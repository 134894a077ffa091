package dev.styxcache.blake3;

import java.lang.reflect.Constructor;

/**
 * The way to the classes that are written in vectors. They are compiled apart, against a module
 * that most JVMs do not have switched on; there none of them is ever loaded.
 */
final class VectorClasses {

  private static final String LAYOUT = "dev.styxcache.blake3.VectorLayout";
  private static final String LANES = "dev.styxcache.blake3.VectorLanes";

  /** With fewer the plain kernel is as good. */
  private static final int LEAST_LANES = 8;

  private VectorClasses() {}

  /** Found out when it is first needed. */
  private static final class Found {
    static final boolean USABLE = VectorModule.isPresent() && lanesOfAVector() >= LEAST_LANES;
  }

  private static int lanesOfAVector() {
    try {
      return Class.forName(LAYOUT).getDeclaredField("LANES").getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(LAYOUT + " was not compiled with the rest", e);
    }
  }

  /** Whether there is the module, and vectors are wide enough. */
  static boolean areUsable() {
    return Found.USABLE;
  }

  /** New lanes of vectors. */
  static Lanes lanes() {
    if (!areUsable()) {
      throw new IllegalStateException(
          "the module jdk.incubator.vector is not switched on, or vectors are too short here");
    }
    try {
      Constructor<?> constructor = Class.forName(LANES).getDeclaredConstructor();
      return (Lanes) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(LANES + " was not compiled with the rest", e);
    }
  }
}
