package dev.styxcache.adapter.runner.process;

import dev.styxcache.application.api.OutputHandler;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The two streams of one run on their way to their handlers, and what the handlers threw. */
final class ToolStreams {

  private final OutputHandler stdout;
  private final OutputHandler stderr;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** Standard output and standard error, once they are read. */
  private List<StreamPump> pumps = List.of();

  ToolStreams(OutputHandler stdout, OutputHandler stderr) {
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** Begins to read, and returns when both streams are taken hold of. */
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

  /** Notes what went wrong; the first is what the run fails with. */
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
   * Hands nothing on any more, after what is left.
   *
   * @param millis so long handlers may take for what is left, unless one has failed
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
