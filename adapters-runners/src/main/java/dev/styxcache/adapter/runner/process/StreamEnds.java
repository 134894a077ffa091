package dev.styxcache.adapter.runner.process;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for the ends of a tool's streams, once the tool has ended.
 *
 * <p>All that the tool itself wrote is handed on, however long the handlers take. But the tool may
 * have left processes behind that hold its streams open: a pipe into {@code tee} that needs another
 * moment, or a server that never ends. They get that moment, and are ended then, as those in a
 * container are when its first process ends. To go on without ending them would be no kindness,
 * since nobody reads what they write, and they would write to outputs that count as finished.
 */
final class StreamEnds {

  /** So long what a tool has left behind may hold its streams. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long SAMPLE_MILLIS = 50;

  private final ProcessFamily family;
  private final List<Watch> watches;

  StreamEnds(ProcessFamily family, List<StreamPump> pumps) {
    this.family = family;
    this.watches = pumps.stream().map(Watch::new).toList();
  }

  /**
   * Waits. Called when the tool has ended.
   *
   * @param broken whether there is no need to wait any more
   */
  void await(BooleanSupplier broken) throws InterruptedException {
    long deadline = System.nanoTime() + GRACE_NANOS;
    while (!allEnded() && !broken.getAsBoolean()) {
      if (System.nanoTime() > deadline && watches.stream().anyMatch(Watch::isHeldOpen)) {
        family.end();
        endHeldOpen(broken);
        return;
      }
    }
  }

  /** What is held open now is held by a process that cannot be found or ended: another user's. */
  private void endHeldOpen(BooleanSupplier broken) throws InterruptedException {
    watches.forEach(Watch::restart);
    while (!allEnded() && !broken.getAsBoolean()) {
      for (Watch watch : watches) {
        if (watch.isHeldOpen()) {
          watch.pump.endHere();
          watch.hasEnded = true;
        }
      }
    }
  }

  private boolean allEnded() throws InterruptedException {
    boolean all = true;
    for (Watch watch : watches) {
      all &= watch.sample();
    }
    return all;
  }

  /** Looks at one stream again and again. */
  private static final class Watch {

    /** What a pipe holds at most, unless an administrator allows more. */
    private static final long PIPE_BYTES = 1 << 20;

    /**
     * A read that is seen so often waits for something to be written. Once would not be enough: the
     * thread may have been stopped just before it reads what is there.
     */
    private static final int MANY_SAMPLES = 20;

    private final StreamPump pump;
    private long receivedBefore;
    private long step;
    private int samples;
    private boolean hasEnded;

    Watch(StreamPump pump) {
      this.pump = pump;
      restart();
    }

    void restart() {
      receivedBefore = pump.received();
      samples = 0;
    }

    /** Whether it has ended, by the end of a short while. */
    boolean sample() throws InterruptedException {
      hasEnded = hasEnded || pump.awaitEnd(SAMPLE_MILLIS);
      long now = pump.steps();
      samples = now == step ? samples + 1 : 0;
      step = now;
      return hasEnded;
    }

    /**
     * Whether others than the tool hold the stream: there is nothing to read and yet no end, or
     * more has come than a pipe can have held when the tool ended.
     */
    boolean isHeldOpen() {
      boolean waits = samples >= MANY_SAMPLES && step % 2 == 1;
      return !hasEnded && (waits || pump.received() - receivedBefore > PIPE_BYTES);
    }
  }
}
