package dev.styxcache.adapter.runner.process;

import dev.styxcache.application.api.OutputHandler;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The output streams of one run, and the first failure of their handlers. */
final class ToolStreams {

  private final OutputHandler stdout;
  private final OutputHandler stderr;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** Those of standard output and standard error, once they are read. */
  private List<StreamPump> pumps = List.of();

  ToolStreams(OutputHandler stdout, OutputHandler stderr) {
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** Starts to read, and returns when both streams are locked. */
  void read(InputStream out, InputStream err, long pid) throws InterruptedException {
    pumps =
        List.of(
            new StreamPump("styxcache stdout of " + pid, out, stdout, this::fail),
            new StreamPump("styxcache stderr of " + pid, err, stderr, this::fail));
    pumps.forEach(StreamPump::start);
    for (StreamPump pump : pumps) {
      pump.awaitBegun();
    }
  }

  boolean areRead() {
    return !pumps.isEmpty();
  }

  List<StreamPump> pumps() {
    return pumps;
  }

  /** Records a failure. The run throws the first one. */
  void fail(Throwable thrown) {
    Throwable first = failure.updateAndGet(earlier -> earlier == null ? thrown : earlier);
    if (first != thrown) {
      first.addSuppressed(thrown);
    }
  }

  boolean hasFailed() {
    return failure.get() != null;
  }

  Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  /**
   * Passes the rest on, and stops.
   *
   * @param millis maximum time for the rest, in milliseconds, unless a handler has failed
   */
  void breakOff(long millis) {
    for (StreamPump pump : pumps) {
      try {
        if (!hasFailed()) {
          pump.awaitEnd(millis);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      pump.breakOff(millis);
    }
  }
}
