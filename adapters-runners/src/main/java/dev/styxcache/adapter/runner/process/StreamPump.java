package dev.styxcache.adapter.runner.process;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.ToolFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Reads one stream of a process to its end on a thread of its own, and passes it on as it comes.
 *
 * <p>While it reads it holds the stream's monitor, which prevents Java from draining the pipe into
 * memory when the process ends; see {@link ToolPipes}.
 */
final class StreamPump {

  private static final int PIECE_BYTES = 1 << 16;

  private final InputStream stream;
  private final OutputHandler handler;
  private final Consumer<Throwable> onFailure;
  private final LastLines tail = new LastLines(ToolFailedException.TAIL_LINES);
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ReentrantLock delivery = new ReentrantLock();
  private final Thread thread;
  private volatile boolean shut;

  /**
   * For one stream.
   *
   * @param name of the thread
   * @param stream what is read; closed at the end
   * @param handler receives it
   * @param onFailure receives what the handler throws. The stream is closed then, so that the
   *     process cannot block on a pipe that nobody reads
   */
  StreamPump(
      String name, InputStream stream, OutputHandler handler, Consumer<Throwable> onFailure) {
    this.stream = stream;
    this.handler = handler;
    this.onFailure = onFailure;
    this.thread = new Thread(this::pump, name);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Waits until it holds the stream's monitor. */
  void awaitBegun() throws InterruptedException {
    begun.await();
  }

  /** Whether, within a time, everything is passed on or the handler fails. */
  boolean awaitEnd(long millis) throws InterruptedException {
    return ended.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Number of bytes so far. */
  long received() {
    return received.get();
  }

  /** Number of begun and finished reads: odd during a read. */
  long steps() {
    return steps.get();
  }

  /** Treats the stream as ended, though it is held open. The thread ends when it can. */
  void endHere() throws InterruptedException {
    delivery.lockInterruptibly();
    try {
      finish();
    } finally {
      delivery.unlock();
    }
  }

  /**
   * Stops passing on.
   *
   * @param millis maximum wait for a handler's call in progress, in milliseconds, before and again
   *     after an interrupt
   */
  void breakOff(long millis) {
    shut = true;
    try {
      if (!delivery.tryLock(millis, TimeUnit.MILLISECONDS)) {
        thread.interrupt();
        if (!delivery.tryLock(millis, TimeUnit.MILLISECONDS)) {
          return; // It hangs, and cannot be ended.
        }
      }
      delivery.unlock();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  /** The last lines that were passed on. Called after the end. */
  List<String> lastLines() {
    delivery.lock();
    try {
      return tail.lines();
    } finally {
      delivery.unlock();
    }
  }

  private void pump() {
    try {
      synchronized (stream) {
        begun.countDown();
        try (stream) {
          copy();
        }
      }
    } catch (Throwable failure) { // Errors of the handler end the run too, and reach its caller.
      onFailure.accept(failure);
    } finally {
      ended.countDown();
    }
  }

  private void copy() throws IOException {
    byte[] buffer = new byte[PIECE_BYTES];
    boolean more = true;
    while (more) {
      steps.incrementAndGet();
      int count = stream.read(buffer);
      received.addAndGet(Math.max(0, count));
      steps.incrementAndGet();
      more = deliver(buffer, count);
    }
  }

  private boolean deliver(byte[] buffer, int count) {
    delivery.lock();
    try {
      if (count < 0) {
        finish();
      } else if (!shut) {
        tail.accept(buffer, 0, count);
        handler.accept(buffer, 0, count);
      }
      return !shut;
    } finally {
      delivery.unlock();
    }
  }

  private void finish() {
    if (!shut) {
      shut = true;
      handler.end();
    }
  }
}
