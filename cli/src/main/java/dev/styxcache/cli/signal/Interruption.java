package dev.styxcache.cli.signal;

import dev.styxcache.cli.context.Context;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Stops work cleanly on SIGINT, SIGTERM or SIGHUP. A shutdown hook interrupts the working thread,
 * which stops the tool and removes the staging folder, and waits for it. The JVM then exits with
 * 128 plus the number of the signal.
 */
public final class Interruption {

  /** Maximum wait, in seconds. Engines take up to ten to stop an unresponsive container. */
  private static final long PATIENCE_SECONDS = 30;

  /** Maximum wait, in seconds, if the rest of the work can be aborted at any moment. */
  private static final long AFTERWARDS_SECONDS = 3;

  private static final AtomicBoolean UNDER_WAY = new AtomicBoolean();

  private Interruption() {}

  /**
   * Whether a signal is ending the process. Failures are then consequences of it.
   *
   * @return true after the signal
   */
  public static boolean isUnderWay() {
    return UNDER_WAY.get();
  }

  /**
   * Runs a tool, and stops it on a signal.
   *
   * @param <T> the type of the result
   * @param context receives a notice on a signal
   * @param achieved called on a signal: what the work has achieved, for people, if any later
   *     process can do the rest
   * @param work the work; it ends when its thread is interrupted
   * @return the result
   */
  public static <T> T guarded(
      Context context, Supplier<Optional<String>> achieved, Supplier<T> work) {
    return guarded(
        context, new Ending("the tool was stopped, and nothing was stored", achieved), work);
  }

  /**
   * Does work, and stops it on a signal.
   *
   * @param <T> the type of the result
   * @param context receives a notice on a signal
   * @param ending the notice if the work stops in time
   * @param work the work; it ends when its thread is interrupted
   * @return the result
   */
  public static <T> T guarded(Context context, String ending, Supplier<T> work) {
    return guarded(context, new Ending(ending, Optional::empty), work);
  }

  private record Ending(String inOrder, Supplier<Optional<String>> achieved) {}

  private static <T> T guarded(Context context, Ending ending, Supplier<T> work) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread worker = Thread.currentThread();
    Thread hook = new Thread(() -> stop(context, ending, worker, ended), "styxcache-interruption");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal came before the work began.
      UNDER_WAY.set(true);
      throw e;
    }
    try {
      return work.get();
    } finally {
      ended.countDown();
      removeHook(hook);
    }
  }

  private static void stop(Context context, Ending ending, Thread worker, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    UNDER_WAY.set(true);
    Optional<String> achieved = ending.achieved().get();
    worker.interrupt();
    boolean inOrder = false;
    try {
      inOrder =
          ended.await(
              achieved.isPresent() ? AFTERWARDS_SECONDS : PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String outcome =
        inOrder
            ? ending.inOrder()
            : "the tool did not stop within "
                + PATIENCE_SECONDS
                + " s and may still be running; nothing was stored";
    context.notice("interrupted; " + achieved.orElse(outcome));
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running, and sees that the work has ended.
      UNDER_WAY.set(true);
    }
  }
}
