package dev.styxcache.blake3;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Selects the kind of kernel by the number of bytes that a process hashes. Safe for use by many
 * threads.
 *
 * <p>Native code is the fastest for all but a few bytes, but a process that hashes no more need not
 * load it. Without it a JVM starts cold: the faster a kernel is once it is compiled, the longer its
 * compilation takes, and until then it is slower than any other. So the total that a process hashes
 * decides. Callers announce what they will hash, and the selection follows the sum of all
 * announcements: a long-lived process ends up with the fastest kernel.
 *
 * <p>The thresholds were measured with two threads; see {@code docs/performance.md}.
 */
public final class KernelSelector {

  /** Announced bytes from which native code, loading included, finishes before the scalar one. */
  private static final long NATIVE_PAYS = 256L << 10;

  /** Announced bytes from which the plain kernel finishes before the scalar one. */
  private static final long PLAIN_PAYS = 256L << 20;

  private static final KernelSelector AUTO = new KernelSelector(null);

  private final Kernel.@Nullable Kind fixed;
  private final AtomicLong announced = new AtomicLong();

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
   * Announces bytes that will be hashed, in addition to those announced before. Larger
   * announcements make better selections.
   *
   * @param bytes the number of bytes, at least 0
   */
  public void announce(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("cannot announce " + bytes + " bytes");
    }
    // The sum stops growing once it is decisive, so that it cannot overflow.
    if (announced.get() < PLAIN_PAYS) {
      announced.addAndGet(Math.min(bytes, PLAIN_PAYS));
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
    if (wantsNative() && Kernel.Kind.NATIVE.isAvailable()) {
      return Kernel.Kind.NATIVE;
    }
    return announced.get() < PLAIN_PAYS ? Kernel.Kind.SCALAR : Kernel.Kind.PLAIN;
  }

  /**
   * Whether {@link Kernel.Kind#NATIVE} is to be used if it is available. Loads nothing.
   *
   * @return true once so much is announced that native code pays
   */
  public boolean wantsNative() {
    return fixed == null ? announced.get() >= NATIVE_PAYS : fixed == Kernel.Kind.NATIVE;
  }
}
