package dev.styxcache.application.api;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Thread-local scopes that bypass the cache, or enable it again. Scopes nest; the innermost
 * decides.
 *
 * <pre>{@code
 * try (var scope = CacheBypass.bypass()) {
 *   outputs = fsl.bet(...); // always runs the tool
 * }
 * }</pre>
 *
 * <p>A scope applies only to the thread that opened it. {@link #carry} carries the scope of this
 * thread over to another one, such as a thread of an executor.
 */
public final class CacheBypass {

  private static final ThreadLocal<@Nullable Scope> INNERMOST = new ThreadLocal<>();

  private CacheBypass() {}

  /**
   * Bypasses the cache until the scope is closed.
   *
   * @return the scope, which the same thread must close
   */
  public static Scope bypass() {
    return new Scope(true);
  }

  /**
   * Enables the cache again within a scope that bypasses it.
   *
   * @return the scope, which the same thread must close
   */
  public static Scope enabled() {
    return new Scope(false);
  }

  /**
   * Whether this thread bypasses the cache now.
   *
   * @return whether this thread's innermost scope bypasses the cache; false outside of any scope
   */
  public static boolean isBypassed() {
    Scope scope = INNERMOST.get();
    return scope != null && scope.bypassed;
  }

  /**
   * Wraps a task so that it runs within this thread's current scope, on whatever thread it runs.
   *
   * @param task the task
   * @return the wrapped task
   */
  public static Runnable carry(Runnable task) {
    boolean bypassed = isBypassed();
    return () -> {
      try (Scope scope = new Scope(bypassed)) {
        task.run();
      }
    };
  }

  /**
   * Wraps a task so that it runs within this thread's current scope, on whatever thread it runs.
   *
   * @param <T> the task's result
   * @param task the task
   * @return the wrapped task
   */
  public static <T> Callable<T> carry(Callable<T> task) {
    boolean bypassed = isBypassed();
    return () -> {
      try (Scope scope = new Scope(bypassed)) {
        return task.call();
      }
    };
  }

  /**
   * Wraps an executor so that its tasks run within the scope of the thread that submitted them.
   *
   * @param executor runs the tasks
   * @return the wrapped executor
   */
  public static Executor carrying(Executor executor) {
    return task -> executor.execute(carry(task));
  }

  /**
   * Wraps an executor service so that its tasks run within the scope of the thread that submitted
   * them.
   *
   * @param service runs the tasks; shutdown and termination of the result are its own
   * @return the wrapped executor service
   */
  public static ExecutorService carrying(ExecutorService service) {
    return new CarryingExecutorService(service);
  }

  /** An open scope. */
  public static final class Scope implements AutoCloseable {

    private final boolean bypassed;
    private final @Nullable Scope outer;
    private boolean closed;

    private Scope(boolean bypassed) {
      this.bypassed = bypassed;
      this.outer = INNERMOST.get();
      INNERMOST.set(this);
    }

    /**
     * Ends the scope; the enclosing one applies again. A second call does nothing.
     *
     * @throws IllegalStateException if a scope within this one is still open, or another thread
     *     opened it
     */
    @Override
    public void close() {
      if (closed) {
        return;
      }
      if (INNERMOST.get() != this) {
        throw new IllegalStateException(
            "a cache bypass scope must be closed by the thread that opened it, innermost first");
      }
      closed = true;
      if (outer == null) {
        INNERMOST.remove();
      } else {
        INNERMOST.set(outer);
      }
    }
  }
}
