package dev.styxcache.blake3;

import static dev.styxcache.blake3.VectorLayout.LANES;
import static dev.styxcache.blake3.VectorLayout.SPECIES;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors from direct buffers. From JDK 22 on these are read as memory segments, of which code for
 * JDK 17 knows only by method handles; they are constants, and cost nothing.
 */
final class VectorMemory {

  /** Whether that can be: also, only there vectors can be rearranged fast. */
  static final boolean AVAILABLE = LANES == 16 && Runtime.version().feature() >= 22;

  private static final MethodType LOAD =
      MethodType.methodType(IntVector.class, Object.class, long.class, ByteOrder.class);

  private static final MethodHandle SEGMENT = segment();

  private VectorMemory() {}

  private static Class<?> type() throws ClassNotFoundException {
    return Class.forName("java.lang.foreign.MemorySegment");
  }

  private static MethodHandle segment() {
    MethodType type = MethodType.methodType(Object.class, ByteBuffer.class);
    if (!AVAILABLE) {
      return MethodHandles.empty(type);
    }
    try {
      return MethodHandles.publicLookup()
          .findStatic(type(), "ofBuffer", MethodType.methodType(type(), Buffer.class))
          .asType(type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this JDK has no memory segments of buffers", e);
    }
  }

  /** What reads a vector: from memory that {@link #of} gave, from a place in it, in an order. */
  static MethodHandle load() {
    if (!AVAILABLE) {
      return MethodHandles.empty(LOAD);
    }
    try {
      MethodHandle load =
          MethodHandles.publicLookup()
              .findStatic(
                  IntVector.class,
                  "fromMemorySegment",
                  MethodType.methodType(
                      IntVector.class, VectorSpecies.class, type(), long.class, ByteOrder.class));
      return MethodHandles.insertArguments(load, 0, SPECIES).asType(LOAD);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this JDK reads no vectors from memory segments", e);
    }
  }

  /** A direct buffer as memory, from its very beginning whatever its position is. */
  static Object of(ByteBuffer data) {
    try {
      return (Object) SEGMENT.invokeExact(data.duplicate().clear());
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** Throws what a method handle has thrown, none of which is checked. */
  static RuntimeException rethrow(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    } else if (e instanceof RuntimeException exception) {
      throw exception;
    }
    return new IllegalStateException(e);
  }
}
