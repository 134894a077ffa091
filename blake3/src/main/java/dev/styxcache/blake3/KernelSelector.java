package dev.styxcache.blake3;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Selects the kind of kernel by the number of bytes that a process hashes. Safe for use by many
 * threads.
 *
 * <p>A JVM starts cold. The faster a kernel is once it is compiled, the longer its compilation
 * takes, and until then it is slower than any other: the scalar kernel is fast after a tenth of a
 * second, the plain one after a third, the vector kernel after half a second or more. So the total
 * that a process hashes decides. Callers announce what they will hash, and the selection follows
 * the sum of all announcements: a long-lived process ends up with the fastest kernel.
 *
 * <p>The thresholds were measured with two threads; see {@code docs/performance.md}.
 */
public final class KernelSelector {

  /** Announced bytes from which the plain kernel finishes before the scalar one. */
  private static final long PLAIN_PAYS = 256L << 20;

  /** Announced bytes from which the vector kernel finishes before the plain one. */
  private static final long VECTOR_PAYS = 768L << 20;

  /** The same in a JVM that compiles vector code early; the plain kernel never pays there. */
  private static final long EARLY_VECTOR_PAYS = 320L << 20;

  private static final KernelSelector AUTO = new KernelSelector(null);

  private final Kernel.@Nullable Kind fixed;
  private final AtomicLong announced = new AtomicLong();
  private volatile boolean earlyVectors;

  KernelSelector(Kernel.@Nullable Kind fixed) {
    this.fixed = fixed;
  }

  /**
   * The selector of this process. There is one, because how warm a JVM is depends on everything
   * that it does.
   *
   * @return always the same instance
   */
  public static KernelSelector auto() {
    return AUTO;
  }

  /**
   * A selector that always selects the same kind.
   *
   * @param kind the kind, which is available
   * @return a new selector
   */
  public static KernelSelector always(Kernel.Kind kind) {
    return new KernelSelector(kind);
  }

  /**
   * Declares that this JVM compiles the classes {@code dev.styxcache.blake3.Vector*} after few
   * calls, so that vectors pay sooner.
   */
  public void expectEarlyVectors() {
    earlyVectors = true;
  }

  /**
   * Announces bytes that will be hashed, in addition to those announced before. Larger
   * announcements make better selections.
   *
   * @param bytes the number of bytes, at least 0
   */
  public void announce(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("cannot announce " + bytes + " bytes");
    }
    // The sum stops growing once it decides for vectors, so that it cannot overflow.
    if (announced.get() < VECTOR_PAYS) {
      announced.addAndGet(Math.min(bytes, VECTOR_PAYS));
    }
  }

  /**
   * Selects a kind of kernel by what has been announced so far. The selection only ever rises, so
   * callers with much to hash ask again from time to time.
   *
   * @return the kind to use now
   */
  public Kernel.Kind current() {
    if (fixed != null) {
      return fixed;
    }
    long all = announced.get();
    boolean early = earlyVectors;
    if (all < (early ? EARLY_VECTOR_PAYS : PLAIN_PAYS)) {
      return Kernel.Kind.SCALAR;
    }
    return (early || all >= VECTOR_PAYS) && Kernel.Kind.VECTOR.isAvailable()
        ? Kernel.Kind.VECTOR
        : Kernel.Kind.PLAIN;
  }
}
