package dev.styxcache.adapter.runner.process;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for the ends of a tool's streams after the tool ended.
 *
 * <p>All that the tool itself wrote is passed on, however long the handlers take. But background
 * processes of the tool can hold its streams open: a pipe into {@code tee} that needs another
 * moment, or a server that never ends. They get that moment, and are ended then, as in a container
 * when its first process ends. They cannot be left alone: nobody reads what they write, and they
 * could change outputs that count as finished.
 */
final class StreamEnds {

  /** How long background processes can hold the streams, in nanoseconds. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long SAMPLE_MILLIS = 50;

  private final ProcessFamily family;
  private final List<Watch> watches;

  StreamEnds(ProcessFamily family, List<StreamPump> pumps) {
    this.family = family;
    this.watches = pumps.stream().map(Watch::new).toList();
  }

  /**
   * Waits. Called after the end of the tool.
   *
   * @param broken whether waiting has become needless
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

  /** A stream that is still open is held by a process that cannot be ended: another user's. */
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

  /** Samples one stream. */
  private static final class Watch {

    /** Maximum capacity of a pipe by default, in bytes. */
    private static final long PIPE_BYTES = 1 << 20;

    /**
     * Number of samples that must see the same read before it counts as blocked. One is not enough:
     * the thread may be suspended just before it reads.
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

    /** Whether it ends within a short time. */
    boolean sample() throws InterruptedException {
      hasEnded = hasEnded || pump.awaitEnd(SAMPLE_MILLIS);
      long now = pump.steps();
      samples = now == step ? samples + 1 : 0;
      step = now;
      return hasEnded;
    }

    /**
     * Whether others than the tool hold the stream: a read blocks, or more bytes came than a pipe
     * can have held when the tool ended.
     */
    boolean isHeldOpen() {
      boolean waits = samples >= MANY_SAMPLES && step % 2 == 1;
      return !hasEnded && (waits || pump.received() - receivedBefore > PIPE_BYTES);
    }
  }
}
