package dev.styxcache.application.api.caching;

import dev.styxcache.application.api.Runner;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The process-wide default runner, which wrappers use when they are given none, as in Styx.
 * Thread-safe.
 */
public final class GlobalRunner {

  private static final AtomicReference<Runner> RUNNER = new AtomicReference<>();

  private GlobalRunner() {}

  /**
   * Returns the default runner.
   *
   * @return the runner that {@link #set} set last; before that, the local runner
   * @throws IllegalStateException if none was set and the local runner is not on the class path
   */
  public static Runner get() {
    Runner runner = RUNNER.get();
    if (runner != null) {
      return runner;
    }
    Runner local = Runners.named("local");
    return RUNNER.compareAndSet(null, local) ? local : get();
  }

  /**
   * Sets the default runner.
   *
   * @param runner the runner that wrappers use from now on
   */
  public static void set(Runner runner) {
    RUNNER.set(runner);
  }
}
