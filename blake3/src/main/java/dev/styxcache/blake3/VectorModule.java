package dev.styxcache.blake3;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's module of vectors, {@code jdk.incubator.vector}. Whoever starts a JVM switches it on by
 * {@code --add-modules jdk.incubator.vector}. A program that would rather not pay for it at its
 * start may say how it is to be loaded once it is needed. Safe for use by many threads.
 */
public final class VectorModule {

  private static final String A_CLASS = "jdk.incubator.vector.IntVector";

  private static volatile @Nullable BooleanSupplier loader;

  private VectorModule() {}

  /**
   * Says how to load the module into this JVM. To be called before anything is digested.
   *
   * @param newLoader loads it, and tells whether that was done; asked once at most, when there is
   *     enough to digest, and never where the module is switched on already
   */
  public static void loadBy(BooleanSupplier newLoader) {
    loader = newLoader;
  }

  /**
   * Whether the module is there, or somebody has said how to load it. Loads nothing.
   *
   * @return no where it needs {@code --add-modules}
   */
  public static boolean isWithinReach() {
    return loader != null || isVisible();
  }

  /**
   * Whether the module is there, loading it where that is possible. It is not looked for among the
   * modules that the JVM has started with, as one that is loaded later is none of them.
   */
  static boolean isPresent() {
    return Found.PRESENT;
  }

  /** Looked for at the first use, and once. */
  private static final class Found {
    static final boolean PRESENT = isVisible() || (load() && isVisible());
  }

  private static boolean load() {
    BooleanSupplier known = loader;
    return known != null && known.getAsBoolean();
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
}
