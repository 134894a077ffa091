package dev.styxcache.cli.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.slf4j.LoggerFactory;

/**
 * Keeps Java 24 and newer from warning users of native code in libraries. The option {@code
 * --enable-native-access} would do the same, but cost each start some 15 ms, as the JVM then cannot
 * take its modules from its archive; and native code is needed for buckets only.
 */
public final class NativeAccess {

  /** Before this version Java does not warn. */
  private static final int FIRST_TO_WARN = 24;

  private NativeAccess() {}

  /**
   * Allows native code to all libraries of this JVM, which has to be the program's own. Where that
   * cannot be done, Java warns and lets them run.
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
