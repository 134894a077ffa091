package dev.styxcache.blake3;

import static dev.styxcache.blake3.Format.CHUNK_BYTES;
import static dev.styxcache.blake3.Format.CV_WORDS;
import static dev.styxcache.blake3.Format.ROOT;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A BLAKE3 implementation that hashes bytes in memory on the calling thread. Created by {@link
 * Kind#create}.
 *
 * <p>Not thread-safe: an instance holds scratch space of some tens of KiB and is meant to be
 * reused. All kernels give the same digests.
 *
 * <p>Buffers may be direct, mapped, on the heap or read-only, and of any byte order. Their
 * position, limit and order are not changed. The bytes must not change during a call.
 */
public abstract class Kernel {

  /** Size of a digest, in bytes. */
  public static final int DIGEST_BYTES = 32;

  /** Size of a chaining value, in 32-bit words. */
  public static final int CHAINING_WORDS = CV_WORDS;

  /** Size of the subtrees that large inputs are split into, in bytes; the last may be smaller. */
  public static final int SUBTREE_BYTES = 1 << 20;

  private static final int SUBTREE_CHUNKS = SUBTREE_BYTES / CHUNK_BYTES;

  /** Types of JDK 17 in the signatures of methods that read from buffers. */
  private static final String[] BUFFER_ACCESS_TYPES = {
    "jdk.internal.misc.ScopedMemoryAccess$Scope", "jdk.internal.access.foreign.MemorySegmentProxy"
  };

  static {
    loadBufferAccessTypes();
  }

  /** The kinds of kernels. */
  public enum Kind {
    /**
     * Hashes block by block: the fastest for inputs below some KiB, and compiled soonest in a cold
     * JVM.
     */
    SCALAR,
    /** Hashes many chunks at once in loops that the JVM's compiler vectorises by itself. */
    PLAIN,
    /** Hashes many chunks at once in C: the fastest, also in a cold JVM. */
    NATIVE;

    /**
     * Whether this JVM has kernels of this kind.
     *
     * @return true, but for {@link #NATIVE} only where native code can be loaded, which this does;
     *     so ask when there is enough to hash. {@link NativeCode#obstacle} says why not
     */
    public boolean isAvailable() {
      return this != NATIVE || NativeCode.obstacle().isEmpty();
    }

    /**
     * Creates a kernel.
     *
     * @return a new kernel
     * @throws IllegalStateException if the kind is not {@linkplain #isAvailable available}
     */
    public Kernel create() {
      return switch (this) {
        case SCALAR -> new ScalarKernel();
        case PLAIN -> new LaneKernel(new PlainLanes());
        case NATIVE -> {
          NativeCode.require();
          yield new NativeKernel(0);
        }
      };
    }
  }

  Kernel() {}

  /**
   * Makes the JDK 17 compiler inline reads from buffers; to be called before such code is compiled.
   *
   * <p>In JDK 17 every access to a buffer asks for the scope of its memory and passes it on. The
   * types of that scope are never loaded as long as no memory has one. C2 then does not inline the
   * methods: each access is a call, and loops over a buffer are up to five times slower.
   */
  private static void loadBufferAccessTypes() {
    if (Runtime.version().feature() >= 19) {
      return;
    }
    for (String type : BUFFER_ACCESS_TYPES) {
      try {
        Class<?> unused = Class.forName(type, false, null);
      } catch (ClassNotFoundException e) {
        // Another JVM, which has nothing to load.
        return;
      }
    }
  }

  /**
   * Computes the chaining value of a subtree that is part of a larger input.
   *
   * @param data the subtree's bytes, from position to limit: at least 1, at most {@link
   *     #SUBTREE_BYTES}. Where they are no power of two times 1,024 bytes they must be the input's
   *     last
   * @param firstChunk the number of the subtree's first chunk: its offset in the input, in units of
   *     1,024 bytes. A multiple of the subtree's chunks, rounded up to a power of two
   * @param cv gets the chaining value, in {@link #CHAINING_WORDS} words
   * @param at where in {@code cv}
   * @throws IllegalArgumentException if length or place are not those of a subtree
   */
  public final void subtree(ByteBuffer data, long firstChunk, int[] cv, int at) {
    Objects.checkFromIndexSize(at, CV_WORDS, cv.length);
    int length = data.remaining();
    if (length == 0 || length > SUBTREE_BYTES) {
      throw new IllegalArgumentException(
          "a subtree has 1 to " + SUBTREE_BYTES + " bytes, not " + length);
    }
    long whole = Long.highestOneBit(2 * Format.chunks(length) - 1);
    if (firstChunk < 0 || firstChunk % whole != 0) {
      throw new IllegalArgumentException(
          "no subtree of " + length + " bytes begins at chunk " + firstChunk);
    }
    tree(littleEndian(data), data.position(), length, firstChunk, 0, cv, at);
  }

  /**
   * Digests a whole input.
   *
   * @param data the input, from position to limit; may be empty
   * @param digest gets the digest, in {@link #DIGEST_BYTES} bytes
   * @param at where in {@code digest}
   */
  public final void hash(ByteBuffer data, byte[] digest, int at) {
    Objects.checkFromIndexSize(at, DIGEST_BYTES, digest.length);
    hash(littleEndian(data), data.position(), data.remaining(), digest, at);
  }

  /**
   * Digests a whole input.
   *
   * @param data the input, from position to limit; may be empty
   * @return the digest, of {@link #DIGEST_BYTES} bytes
   */
  public final byte[] hash(ByteBuffer data) {
    byte[] digest = new byte[DIGEST_BYTES];
    hash(data, digest, 0);
    return digest;
  }

  /**
   * Digests many whole inputs. Where they are small this is much faster than one by one, since
   * chunks of several inputs are hashed side by side.
   *
   * @param data holds the inputs, anywhere in it: position and limit do not matter, but the
   *     capacity does
   * @param offsets where in {@code data} each input begins
   * @param lengths the length of each input in bytes; may be 0
   * @param count how many inputs there are
   * @param digests gets the digests one after the other, {@link #DIGEST_BYTES} bytes each
   */
  public final void batch(
      ByteBuffer data, int[] offsets, int[] lengths, int count, byte[] digests) {
    Objects.checkFromIndexSize(0, count, Math.min(offsets.length, lengths.length));
    Objects.checkFromIndexSize(0, count, digests.length / DIGEST_BYTES);
    ByteBuffer all = littleEndian(data);
    all.clear();
    for (int i = 0; i < count; i++) {
      Objects.checkFromIndexSize(offsets[i], lengths[i], all.capacity());
    }
    forest(all, offsets, lengths, count, digests);
  }

  /**
   * Computes the chaining value of a subtree, or of a whole input. Arguments are in order.
   *
   * @param data a little-endian buffer
   * @param from where the bytes begin
   * @param length their number; at most {@link #SUBTREE_BYTES}, 0 only for a whole input
   * @param firstChunk the number of the first chunk
   * @param root {@link Format#ROOT} for a whole input, otherwise 0
   * @param cv gets the chaining value
   * @param at where in {@code cv}
   */
  abstract void tree(
      ByteBuffer data, int from, int length, long firstChunk, int root, int[] cv, int at);

  /** Digests many whole inputs, as {@link #batch} says. Arguments are in order. */
  void forest(ByteBuffer data, int[] offsets, int[] lengths, int count, byte[] digests) {
    for (int i = 0; i < count; i++) {
      hash(data, offsets[i], lengths[i], digests, i * DIGEST_BYTES);
    }
  }

  /** Digests a whole input of any length. Arguments are in order. */
  final void hash(ByteBuffer data, int from, int length, byte[] digest, int at) {
    int[] cv = new int[CV_WORDS];
    if (length <= SUBTREE_BYTES) {
      tree(data, from, length, 0, ROOT, cv, 0);
      Format.writeDigest(cv, 0, digest, at);
      return;
    }
    TreeMerge merge = new TreeMerge(length);
    for (int i = 0; i < merge.subtrees(); i++) {
      int begin = i * SUBTREE_BYTES;
      int bytes = Math.min(length - begin, SUBTREE_BYTES);
      tree(data, from + begin, bytes, (long) i * SUBTREE_CHUNKS, 0, cv, 0);
      merge.add(i, cv, 0);
    }
    merge.digest(digest, at);
  }

  /** The same bytes at the same places, whatever the byte order of the buffer is. */
  private static ByteBuffer littleEndian(ByteBuffer data) {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
