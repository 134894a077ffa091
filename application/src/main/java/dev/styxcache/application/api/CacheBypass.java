package dev.styxcache.application.api;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Scopes in which the cache is left out, or taken in again. They nest; the innermost decides.
 *
 * <pre>{@code
 * try (var scope = CacheBypass.bypass()) {
 *   outputs = fsl.bet(...); // runs, whatever is in the cache
 * }
 * }</pre>
 *
 * <p>A scope holds for the thread that opened it and for no other. {@link #carry} takes the scope
 * of this thread into another, such as one of an executor.
 */
public final class CacheBypass {

  private static final ThreadLocal<@Nullable Scope> INNERMOST = new ThreadLocal<>();

  private CacheBypass() {}

  /**
   * Leaves the cache out until the scope is closed.
   *
   * @return the scope, to be closed by the same thread
   */
  public static Scope bypass() {
    return new Scope(true);
  }

  /**
   * Takes the cache in again, within a scope that leaves it out.
   *
   * @return the scope, to be closed by the same thread
   */
  public static Scope enabled() {
    return new Scope(false);
  }

  /**
   * Whether the cache is left out here and now.
   *
   * @return whether this thread's innermost scope bypasses the cache; false outside of any scope
   */
  public static boolean isBypassed() {
    Scope scope = INNERMOST.get();
    return scope != null && scope.bypassed;
  }

  /**
   * Gives a task the scope that this thread has now, whichever thread carries it out.
   *
   * @param task the task
   * @return a task that does the same within the scope
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
   * Gives a task the scope that this thread has now, whichever thread carries it out.
   *
   * @param <T> what the task returns
   * @param task the task
   * @return a task that does the same within the scope
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
   * An executor whose tasks have the scope of the thread that handed them in.
   *
   * @param executor carries the tasks out
   * @return the executor
   */
  public static Executor carrying(Executor executor) {
    return task -> executor.execute(carry(task));
  }

  /**
   * An executor service whose tasks have the scope of the thread that submitted them.
   *
   * @param service carries the tasks out, and is shut down and awaited through the result
   * @return the executor service
   */
  public static ExecutorService carrying(ExecutorService service) {
    return new CarryingExecutorService(service);
  }

  /** A scope that is open. */
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
     * Ends the scope; the one around it holds again. A second call does nothing.
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
