package dev.styxcache.blake3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * BLAKE3 in C, of {@code src/native}: loads the library at the first use, and tests it against
 * vectors that BLAKE3's authors publish before anything else is hashed with it.
 *
 * <p>Safe for use by many threads. An instruction set is a number from 0, the fastest one, up to
 * {@link #sets} (exclusive). Callers check all arguments: the C code does not.
 */
public final class NativeCode {

  private static final String NAME = "styxcache-blake3";

  private NativeCode() {}

  /**
   * Why there is no native code. Loads it at the first call.
   *
   * @return the reason, for people; empty if there is native code
   */
  public static Optional<String> obstacle() {
    return Optional.ofNullable(Library.OBSTACLE);
  }

  /**
   * The instructions that native code uses on this processor.
   *
   * @return their name, such as {@code AVX2}
   * @throws IllegalStateException if there is an {@link #obstacle}
   */
  public static String instructions() {
    require();
    return name(0);
  }

  /**
   * Where other native libraries find the functions of this one.
   *
   * @return the address of a {@code struct blake3_api}, as {@code blake3.h} declares it
   * @throws IllegalStateException if there is an {@link #obstacle}
   */
  public static long api() {
    require();
    return api(0);
  }

  static void require() {
    if (Library.OBSTACLE != null) {
      throw new IllegalStateException(Library.OBSTACLE);
    }
  }

  /** Loaded at the first use, once. */
  private static final class Library {
    static final @Nullable String OBSTACLE = load();

    private static @Nullable String load() {
      try {
        Path file = NativeLibrary.find(NativeCode.class, NAME);
        System.load(file.toString());
        return NativeSelfTest.passes(0) ? null : "the native code in " + file + " hashes wrongly";
      } catch (IOException | RuntimeException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
      } catch (LinkageError e) {
        return "the native code cannot be loaded: " + e.getMessage();
      }
    }
  }

  /** Number of instruction sets that this processor has and the library was compiled for. */
  static native int sets();

  /** The name of an instruction set. */
  static native String name(int set);

  private static native long api(int set);

  /**
   * Computes a chaining value, as {@link Kernel#tree} specifies.
   *
   * @param direct a direct buffer, or null
   * @param array an array, used if there is no buffer
   * @param from where the bytes begin, in either
   * @return false if the bytes cannot be accessed
   */
  static native boolean tree(
      int set,
      @Nullable ByteBuffer direct,
      byte @Nullable [] array,
      int from,
      int length,
      long firstChunk,
      int root,
      int[] cv,
      int at);

  /**
   * Digests whole inputs, as {@link Kernel#batch} specifies: {@code count} of them, from number
   * {@code first} on. None has more than {@link Kernel#SUBTREE_BYTES}.
   *
   * @param base is added to all offsets
   * @return false if the bytes cannot be accessed
   */
  static native boolean batch(
      int set,
      @Nullable ByteBuffer direct,
      byte @Nullable [] array,
      int base,
      int[] offsets,
      int[] lengths,
      int first,
      int count,
      byte[] digests);
}
