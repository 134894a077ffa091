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
 * Reads one stream of a process to its end, in a thread of its own, and hands it on as it comes.
 *
 * <p>For as long as it reads it holds the stream's monitor, which keeps Java from reading all that
 * is in the pipe into memory when the process ends; see {@link ToolPipes}.
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
   * @param onFailure is given what the handler throws. The stream is closed then, so that the
   *     process cannot be kept from its end by a pipe that nobody reads
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

  /** Waits until it holds the stream. */
  void awaitBegun() throws InterruptedException {
    begun.await();
  }

  /** Whether everything has been handed on, or the handler has failed, by the end of a time. */
  boolean awaitEnd(long millis) throws InterruptedException {
    return ended.await(millis, TimeUnit.MILLISECONDS);
  }

  /** How many bytes have come so far. */
  long received() {
    return received.get();
  }

  /** How often it has begun or finished to read: odd while it reads. */
  long steps() {
    return steps.get();
  }

  /** Declares that the stream ends here, though it is held open. The thread ends when it can. */
  void endHere() throws InterruptedException {
    delivery.lockInterruptibly();
    try {
      finish();
    } finally {
      delivery.unlock();
    }
  }

  /**
   * Hands nothing on any more.
   *
   * @param millis so long a call of the handler that is under way may take, before and again after
   *     it is interrupted
   */
  void breakOff(long millis) {
    shut = true;
    try {
      if (!delivery.tryLock(millis, TimeUnit.MILLISECONDS)) {
        thread.interrupt();
        if (!delivery.tryLock(millis, TimeUnit.MILLISECONDS)) {
          return; // It hangs, and there is no way to end it.
        }
      }
      delivery.unlock();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  /** The last lines that were handed on. To be asked for when it has ended. */
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
