package dev.styxcache.blake3;

import java.lang.reflect.Constructor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's vector module, {@code jdk.incubator.vector}, and the classes that use it. Those are
 * compiled separately, against a module that most JVMs do not enable; without it none of them is
 * ever loaded.
 *
 * <p>The module is enabled by {@code --add-modules jdk.incubator.vector}. A program that wants to
 * avoid its cost at startup registers a loader instead. Safe for use by many threads.
 */
public final class VectorModule {

  private static final String A_CLASS = "jdk.incubator.vector.IntVector";
  private static final String LAYOUT = "dev.styxcache.blake3.VectorLayout";
  private static final String LANES = "dev.styxcache.blake3.VectorLanes";

  /** Minimum number of lanes; with fewer the plain kernel is as fast. */
  private static final int MIN_LANES = 8;

  private static volatile @Nullable BooleanSupplier loader;

  private VectorModule() {}

  /**
   * Registers a loader of the module. To be called before anything is hashed.
   *
   * @param newLoader loads the module and returns whether it succeeded; called at most once, when
   *     there is enough to hash, and never where the module is enabled already
   */
  public static void loadBy(BooleanSupplier newLoader) {
    loader = newLoader;
  }

  /**
   * Whether the module is present or a loader is registered. Loads nothing.
   *
   * @return false where Java has to be started with {@code --add-modules}
   */
  public static boolean isWithinReach() {
    return loader != null || isVisible();
  }

  /**
   * Whether the module is present, after an attempt to load it, and its vectors are wide enough.
   * The module is not looked up in the boot layer, because one that is loaded later is not in it.
   */
  static boolean isUsable() {
    return Probe.USABLE;
  }

  /** Determined at the first use, once. */
  private static final class Probe {
    static final boolean USABLE =
        (isVisible() || (load() && isVisible())) && lanesOfAVector() >= MIN_LANES;
  }

  private static boolean load() {
    BooleanSupplier registered = loader;
    return registered != null && registered.getAsBoolean();
  }

  private static boolean isVisible() {
    try {
      Class<?> found = Class.forName(A_CLASS, false, VectorModule.class.getClassLoader());
      // On the module path; "requires static" would not do for a module that is loaded late.
      VectorModule.class.getModule().addReads(found.getModule());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static int lanesOfAVector() {
    try {
      return Class.forName(LAYOUT).getDeclaredField("LANES").getInt(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(LAYOUT + " is missing from the jar", e);
    }
  }

  /**
   * Creates lanes that use vector instructions.
   *
   * @throws IllegalStateException if the module {@linkplain #isUsable is not usable}
   */
  static Lanes lanes() {
    if (!isUsable()) {
      throw new IllegalStateException(
          "the module jdk.incubator.vector is not enabled, or this machine's vectors are too short");
    }
    try {
      Constructor<?> constructor = Class.forName(LANES).getDeclaredConstructor();
      return (Lanes) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(LANES + " is missing from the jar", e);
    }
  }
}
