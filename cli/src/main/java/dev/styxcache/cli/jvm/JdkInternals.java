package dev.styxcache.cli.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/**
 * The way to what the JDK keeps to itself. Only for a JVM that is the program's own, and for what
 * can be done without.
 */
final class JdkInternals {

  private JdkInternals() {}

  /**
   * Finds a method of the JDK's means for modules.
   *
   * @param name its name
   * @param type its type
   * @return the method
   * @throws ReflectiveOperationException if this JDK has none such, or does not let it be found
   */
  static MethodHandle ofModules(String name, MethodType type) throws ReflectiveOperationException {
    return lookup().findStatic(Class.forName("jdk.internal.module.Modules"), name, type);
  }

  /** One that may look at everything. */
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
