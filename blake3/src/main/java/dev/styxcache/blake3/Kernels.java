package dev.styxcache.blake3;

/** Makes kernels. Safe for use by many threads; the kernels themselves are for one each. */
public final class Kernels {

  private Kernels() {}

  /**
   * One that hashes block by block: the fastest for inputs below some KiB, and the soonest compiled
   * in a cold JVM.
   *
   * @return a new kernel
   */
  public static Kernel scalar() {
    return new ScalarKernel();
  }

  /**
   * One whose loops over many chunks the JVM's compiler turns into vector instructions by itself.
   *
   * @return a new kernel
   */
  public static Kernel plain() {
    return new LaneKernel(new PlainLanes());
  }

  /**
   * One that is written in vector instructions, by way of the module {@code jdk.incubator.vector}.
   *
   * @return a new kernel
   * @throws IllegalStateException if {@link #vectorAvailable} says no
   */
  public static Kernel vector() {
    return new LaneKernel(VectorClasses.lanes());
  }

  /**
   * Whether there is a vector kernel: whether the JVM has the module {@code jdk.incubator.vector}
   * switched on, as {@code --add-modules jdk.incubator.vector} does, and vectors that are wide
   * enough.
   *
   * @return whether {@link #vector} can be called
   */
  public static boolean vectorAvailable() {
    return VectorClasses.areUsable();
  }
}
