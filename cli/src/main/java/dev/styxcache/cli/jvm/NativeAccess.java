package dev.styxcache.cli.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.slf4j.LoggerFactory;

/**
 * Suppresses the warning of Java 24 and newer about native code in libraries. The option {@code
 * --enable-native-access} would cost each start some 15 ms, since the JVM then cannot load its
 * modules from its archive, and only buckets need native code.
 */
public final class NativeAccess {

  /** First Java version that warns. */
  private static final int FIRST_TO_WARN = 24;

  private NativeAccess() {}

  /**
   * Allows native code in all libraries of this JVM, which must be the launcher's. If that fails,
   * Java prints its warning and runs the code.
   */
  public static void allow() {
    if (Runtime.version().feature() < FIRST_TO_WARN) {
      return;
    }
    try {
      MethodHandle allow =
          JdkInternals.ofModules(
              "addEnableNativeAccessToAllUnnamed", MethodType.methodType(void.class));
      allow.invokeExact();
    } catch (Throwable e) {
      LoggerFactory.getLogger(NativeAccess.class)
          .debug("Java will warn of native code: {}", e.toString());
    }
  }
}
