package dev.styxcache.blake3;

/** Sees to it that reading from buffers is compiled well. */
final class BufferAccess {

  /** Types of JDK 17 that stand in signatures of methods by which buffers are read. */
  private static final String[] TYPES = {
    "jdk.internal.misc.ScopedMemoryAccess$Scope", "jdk.internal.access.foreign.MemorySegmentProxy"
  };

  private BufferAccess() {}

  /**
   * To be called before any code that reads from buffers is compiled.
   *
   * <p>In JDK 17 every access to a buffer asks for the scope of its memory and passes it on.
   * Nothing ever loads the types that this concerns as long as no memory has a scope. C2 then does
   * not inline the methods, so that each access is a call, and loops over a buffer are slower by a
   * factor of up to five.
   */
  static void prepare() {
    if (Runtime.version().feature() >= 19) {
      return;
    }
    for (String type : TYPES) {
      try {
        Class<?> unused = Class.forName(type, false, null);
      } catch (ClassNotFoundException e) {
        // Another kind of JVM, which has nothing to be loaded.
        return;
      }
    }
  }
}
