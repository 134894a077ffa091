package dev.styxcache.blake3;

/** Sees to it that reading from buffers is compiled well. */
final class BufferAccess {

  private BufferAccess() {}

  /**
   * To be called before any code that reads from buffers is compiled.
   *
   * <p>In JDK 17 every access to a buffer passes the scope of its memory to a method, and nothing
   * ever loads the scope's type as long as none has one. C2 then does not inline that method, so
   * that each access is a call, and loops over a buffer are slower by a factor of up to five.
   */
  static void prepare() {
    if (Runtime.version().feature() >= 19) {
      return;
    }
    try {
      Class<?> scope = Class.forName("jdk.internal.misc.ScopedMemoryAccess$Scope", false, null);
      assert scope.isInterface();
    } catch (ClassNotFoundException e) {
      // Another kind of JVM: there is nothing to load then.
      return;
    }
  }
}
