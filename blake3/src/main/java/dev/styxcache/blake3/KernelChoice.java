package dev.styxcache.blake3;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Chooses the kind of kernel by how much there is to digest. Safe for use by many threads.
 *
 * <p>A JVM begins cold. The faster a kernel is once it is compiled, the longer compiling takes, and
 * until then it is slower than any: the scalar one is fast after a tenth of a second, the plain one
 * after a third, the one in vectors after half a second or more. So what counts is how much a
 * process will have digested in the end. Whoever digests announces how much is due; all that was
 * ever announced decides. A process that lives long thus comes to the fastest kernel with time.
 *
 * <p>Of how much each kernel pays from was measured with two threads, as {@code
 * docs/performance.md} tells.
 */
public final class KernelChoice {

  /** From so many bytes on the plain kernel ends sooner than the scalar one. */
  private static final long PLAIN_PAYS = 256L << 20;

  /** From so many bytes on vectors end sooner than the plain kernel. */
  private static final long VECTOR_PAYS = 768L << 20;

  /** The same for a JVM that compiles vectors early; plain loops do not pay before either. */
  private static final long EARLY_VECTOR_PAYS = 320L << 20;

  private static final KernelChoice AUTO = new KernelChoice();

  private final AtomicLong announced = new AtomicLong();
  private volatile boolean earlyVectors;

  KernelChoice() {}

  /**
   * The one of this process, since how warm a JVM is is a matter of all that it does.
   *
   * @return always the same
   */
  public static KernelChoice auto() {
    return AUTO;
  }

  /**
   * Says that this JVM was told to compile the classes {@code dev.styxcache.blake3.Vector*} after
   * few calls, so that they pay sooner.
   */
  public void expectEarlyVectors() {
    earlyVectors = true;
  }

  /**
   * Announces what will be digested, once, and chooses for it. The more is announced at a time the
   * better the choice is.
   *
   * @param bytes how much it is, at least 0
   * @return the kind of kernel to begin with
   */
  public KernelKind due(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("there cannot be " + bytes + " bytes");
    }
    // Once it is enough for anything it does not grow any further, nor overflow.
    if (announced.get() < VECTOR_PAYS) {
      announced.addAndGet(Math.min(bytes, VECTOR_PAYS));
    }
    return current();
  }

  /**
   * Chooses by what has been announced so far. With time it only ever rises, so that whoever has
   * much to digest may ask again.
   *
   * @return the kind of kernel to use now
   */
  public KernelKind current() {
    long all = announced.get();
    boolean early = earlyVectors;
    if (all < (early ? EARLY_VECTOR_PAYS : PLAIN_PAYS)) {
      return KernelKind.SCALAR;
    }
    return (early || all >= VECTOR_PAYS) && KernelKind.VECTOR.isAvailable()
        ? KernelKind.VECTOR
        : KernelKind.PLAIN;
  }
}
