package dev.styxcache.cli.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/**
 * Access to internals of the JDK. Only for the JVM of the launcher, and only for optimizations that
 * may fail.
 */
final class JdkInternals {

  private JdkInternals() {}

  /**
   * Finds a static method of {@code jdk.internal.module.Modules}.
   *
   * @param name its name
   * @param type its type
   * @return the method
   * @throws ReflectiveOperationException if this JDK lacks the method, or denies access
   */
  static MethodHandle ofModules(String name, MethodType type) throws ReflectiveOperationException {
    return lookup().findStatic(Class.forName("jdk.internal.module.Modules"), name, type);
  }

  /** The lookup with access to all members. */
  private static MethodHandles.Lookup lookup() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field only = type.getDeclaredField("theUnsafe");
    only.setAccessible(true);
    Object unsafe = only.get(null);
    Field trusted = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
    Object base = type.getMethod("staticFieldBase", Field.class).invoke(unsafe, trusted);
    Object offset = type.getMethod("staticFieldOffset", Field.class).invoke(unsafe, trusted);
    return (MethodHandles.Lookup)
        type.getMethod("getObject", Object.class, long.class).invoke(unsafe, base, offset);
  }
}
