package dev.styxcache.cli.signal;

import dev.styxcache.cli.context.Context;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Ends a run in order when the process gets SIGINT, SIGTERM or SIGHUP: the running thread is
 * interrupted, which ends the tool and removes the staging folder, and the process waits for that.
 * The JVM then ends with 128 and the signal's number.
 */
public final class Interruption {

  /** A container engine takes up to ten seconds to stop a container that does not listen. */
  private static final long PATIENCE_SECONDS = 30;

  /** Where all that matters is done, what is left may be broken off at any moment. */
  private static final long AFTERWARDS_SECONDS = 3;

  private static final AtomicBoolean UNDER_WAY = new AtomicBoolean();

  private Interruption() {}

  /**
   * Whether the process is about to end by a signal; what fails then fails because of it.
   *
   * @return whether it is
   */
  public static boolean isUnderWay() {
    return UNDER_WAY.get();
  }

  /**
   * Does work that has to be ended in order.
   *
   * @param <T> what it results in
   * @param context is told when the work was broken off
   * @param achieved what the work has achieved already, for people, where it has and only something
   *     is still to follow that any later process can do; asked when the signal comes
   * @param work the work; it ends when its thread is interrupted
   * @return the result
   */
  public static <T> T guarded(
      Context context, Supplier<Optional<String>> achieved, Supplier<T> work) {
    return guarded(
        context, new Ending("the tool was ended, and nothing was stored", achieved), work);
  }

  /**
   * Does work that has to be ended in order.
   *
   * @param <T> what it results in
   * @param context is told when the work was broken off
   * @param ending what it means that it was ended in order
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
    Thread hook =
        new Thread(() -> breakOff(context, ending, worker, ended), "styxcache-interruption");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal came first, and nothing has begun.
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

  private static void breakOff(
      Context context, Ending ending, Thread worker, CountDownLatch ended) {
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
            : "the tool did not end within "
                + PATIENCE_SECONDS
                + " s, and may still run; nothing was stored";
    context.notice("interrupted; " + achieved.orElse(outcome));
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook runs already; it sees that the work has ended.
      UNDER_WAY.set(true);
    }
  }
}
