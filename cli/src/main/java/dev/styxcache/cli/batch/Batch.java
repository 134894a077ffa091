package dev.styxcache.cli.batch;

import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.cli.execution.WorkerThreads;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.request.RequestReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs the requests of a file, each as soon as the outputs that it takes are there. One thread
 * reads the file, some run requests, and the one that calls {@link #run} decides; they meet in a
 * queue of events. Reading waits for the workers, so a file of any length is never in memory as a
 * whole.
 */
final class Batch {

  private final RequestReader reader;
  private final BatchWorker worker;
  private final BatchReport report;
  private final BatchOptions options;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** Permits for requests that were read and neither started nor wait for an output. */
  private final Semaphore unstarted;

  private final Set<String> known = new HashSet<>();
  private final Map<String, BatchResult> done = new HashMap<>();
  private final Map<String, List<Parked>> parked = new LinkedHashMap<>();
  private int running;
  private volatile boolean stopping;

  /**
   * How a batch runs.
   *
   * @param workers number of requests that run at once
   * @param failFast whether nothing is started after a failure
   * @param isTaken whether another request may take an output of this one
   * @param inOrder whether a request takes outputs of earlier ones only, as the later ones are not
   *     known
   */
  record BatchOptions(int workers, boolean failFast, Predicate<String> isTaken, boolean inOrder) {}

  private sealed interface Event {}

  private record Arrived(BatchRequest request) implements Event {}

  private record Finished(BatchResult result) implements Event {}

  /** The end of the file; with an error, nothing after it can be read. */
  private record Ended(Optional<UsageException> error) implements Event {}

  /** A request that was not started, since the batch stops. */
  private record Withheld() implements Event {}

  private record Broken(Throwable thrown) implements Event {}

  /** A request that waits for outputs. */
  private static final class Parked {
    private final BatchRequest request;
    private final Set<String> missing = new HashSet<>();

    Parked(BatchRequest request) {
      this.request = request;
    }
  }

  Batch(RequestReader reader, BatchWorker worker, BatchReport report, BatchOptions options) {
    this.reader = reader;
    this.worker = worker;
    this.report = report;
    this.options = options;
    this.unstarted = new Semaphore(2 * options.workers());
  }

  /**
   * Runs all requests.
   *
   * @return whether each of them has a result
   * @throws UsageException if the file cannot be read to its end; what was read has run
   * @throws RunInterruptedException if the thread is interrupted; the tools are stopped then
   */
  boolean run() {
    ExecutorService workers = WorkerThreads.pool(options.workers(), "styxcache-batch");
    Thread reading = new Thread(this::read, "styxcache-batch-reader");
    reading.setDaemon(true);
    try {
      reading.start();
      UsageException unread = handleEvents(workers);
      if (unread != null) {
        throw unread;
      }
      return !stopping;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException("interrupted while a batch ran", e);
    } finally {
      reading.interrupt();
      WorkerThreads.stop(workers);
    }
  }

  private @Nullable UsageException handleEvents(ExecutorService workers)
      throws InterruptedException {
    UsageException unread = null;
    boolean ended = false;
    while ((!ended && !stopping) || running > 0) {
      Event event = events.poll(report.untilLine() + 1, TimeUnit.NANOSECONDS);
      if (event instanceof Arrived arrived) {
        arrived(arrived.request(), workers);
      } else if (event instanceof Finished finished) {
        running--;
        finished(finished.result(), workers);
      } else if (event instanceof Withheld) {
        running--;
      } else if (event instanceof Ended end) {
        ended = true;
        unread = end.error().orElse(null);
      } else if (event instanceof Broken broken) {
        throw WorkerThreads.unchecked(broken.thrown());
      }
      report.tick();
    }
    if (!stopping) {
      leftOver();
    }
    return unread;
  }

  private void arrived(BatchRequest request, ExecutorService workers) {
    if (stopping) {
      return;
    }
    if (options.inOrder()) {
      report.due(1);
    }
    if (!known.add(request.id())) {
      unstarted.release();
      // Not the result of that id, which others may wait for.
      report.finished(skipped(request, "the id \"" + request.id() + "\" was used before"));
      stopping |= options.failFast();
      return;
    }
    Parked waiting = new Parked(request);
    Optional<String> obstacle = Optional.empty();
    for (OutputReference reference : request.takes()) {
      BatchResult made = done.get(reference.id());
      if (made != null) {
        obstacle = obstacle.or(() -> missing(reference, made));
      } else if ((options.inOrder() && !known.contains(reference.id()))
          || reference.id().equals(request.id())) {
        obstacle =
            obstacle.or(
                () -> Optional.of("no request \"" + reference.id() + "\" came before this one"));
      } else {
        waiting.missing.add(reference.id());
      }
    }
    if (obstacle.isPresent()) {
      unstarted.release();
      finished(skipped(request, obstacle.get()), workers);
    } else if (waiting.missing.isEmpty()) {
      start(request, workers, unstarted::release);
    } else {
      waiting.missing.forEach(
          id -> parked.computeIfAbsent(id, name -> new ArrayList<>()).add(waiting));
      unstarted.release();
    }
  }

  private void start(BatchRequest request, ExecutorService workers, Runnable onStart) {
    Map<OutputReference, Path> outputs = new HashMap<>();
    for (OutputReference reference : request.takes()) {
      Map<String, Optional<Path>> made = Objects.requireNonNull(done.get(reference.id())).outputs();
      outputs.put(reference, Objects.requireNonNull(made.get(reference.name())).orElseThrow());
    }
    running++;
    workers.execute(
        () -> {
          onStart.run();
          try {
            events.add(stopping ? new Withheld() : new Finished(run(request, outputs)));
          } catch (Throwable e) {
            events.add(new Broken(e));
          }
        });
  }

  /** Decides on the worker's thread, before it takes the next request, whether there is one. */
  private BatchResult run(BatchRequest request, Map<OutputReference, Path> outputs) {
    BatchResult result = worker.run(request, outputs);
    if (options.failFast() && result.outcome().isEmpty()) {
      stopping = true;
    }
    return result;
  }

  private void finished(BatchResult first, ExecutorService workers) {
    List<BatchResult> results = new ArrayList<>(List.of(first));
    for (int i = 0; i < results.size(); i++) {
      BatchResult result = results.get(i);
      report.finished(result);
      if (options.isTaken().test(result.id())) {
        done.put(result.id(), result);
      }
      if (options.failFast() && result.outcome().isEmpty()) {
        stopping = true;
      }
      List<Parked> waiting = parked.remove(result.id());
      for (Parked next : waiting == null ? List.<Parked>of() : waiting) {
        Optional<String> obstacle =
            next.request.takes().stream()
                .filter(reference -> reference.id().equals(result.id()))
                .flatMap(reference -> missing(reference, result).stream())
                .findFirst();
        if (obstacle.isPresent()) {
          parked.values().forEach(list -> list.remove(next));
          results.add(skipped(next.request, obstacle.get()));
        } else if (next.missing.remove(result.id()) && next.missing.isEmpty() && !stopping) {
          start(next.request, workers, () -> {});
        }
      }
    }
  }

  /** Why an output cannot be taken; empty if it can. */
  private static Optional<String> missing(OutputReference reference, BatchResult made) {
    if (made.outcome().isEmpty()) {
      return Optional.of(
          "request \"" + made.id() + (made.skipped() ? "\" was skipped" : "\" failed"));
    }
    Optional<Path> path = made.outputs().get(reference.name());
    if (path == null) {
      return Optional.of(
          "request \""
              + made.id()
              + "\" declares no output \""
              + reference.name()
              + "\"; it has "
              + String.join(", ", made.outputs().keySet()));
    }
    return path.isPresent()
        ? Optional.empty()
        : Optional.of(
            "request \"" + made.id() + "\" did not make the output \"" + reference.name() + "\"");
  }

  /** Requests wait for what never came: the file is another one than at the check. */
  private void leftOver() {
    Set<BatchRequest> left = new LinkedHashSet<>();
    parked.values().forEach(list -> list.forEach(waiting -> left.add(waiting.request)));
    left.forEach(
        request ->
            report.finished(
                skipped(request, "a request that it waits for is no longer in the file")));
  }

  private static BatchResult skipped(BatchRequest request, String reason) {
    return BatchResult.skipped(request.id(), new CommandFailedException("skipped: " + reason));
  }

  private void read() {
    try {
      long number = 0;
      unstarted.acquire();
      Optional<BatchRequest> request = next(++number);
      while (request.isPresent()) {
        events.add(new Arrived(request.get()));
        unstarted.acquire();
        request = next(++number);
      }
      events.add(new Ended(Optional.empty()));
    } catch (UsageException e) {
      events.add(new Ended(Optional.of(e)));
    } catch (InterruptedException e) {
      // The batch has ended, so nothing more is needed.
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      events.add(new Broken(e));
    }
  }

  private Optional<BatchRequest> next(long number) {
    return reader.nextDocument().map(document -> BatchRequest.of(reader, document, number));
  }
}
