package dev.styxcache.cli.batch;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.execution.CallExecutor;
import dev.styxcache.cli.execution.RunOutcome;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.request.RequestReader;
import dev.styxcache.cli.wiring.Caches;
import dev.styxcache.cli.wiring.RunComponents;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.assembly.Hashers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the requests of a batch with one cache and one hasher. Thread-safe: several requests run at
 * once, and of those with one key, one runs the tool and the others wait for its entry.
 */
final class BatchWorker implements AutoCloseable {

  /**
   * The streams of a successful tool are in its entry, the ends of a failed one's in the message.
   */
  private static final OutputHandler UNSEEN = OutputHandler.discard();

  private final Configuration configuration;
  private final RequestReader reader;
  private final Context context;
  private final ContentHasher hasher;
  private @Nullable Cache cache;

  /**
   * For a batch.
   *
   * @param configuration the configuration
   * @param reader converts requests
   * @param context receives warnings
   */
  BatchWorker(Configuration configuration, RequestReader reader, Context context) {
    this.configuration = configuration;
    this.reader = reader;
    this.context = context;
    this.hasher = Hashers.create(configuration, ByteProgress.silent());
  }

  /**
   * Runs a request.
   *
   * @param request the request
   * @param outputs the outputs that it takes
   * @return the result, be it a failure
   */
  BatchResult run(BatchRequest request, Map<OutputReference, Path> outputs) {
    long started = System.nanoTime();
    Optional<CallExecutor> executor = Optional.empty();
    try {
      ToolCall call = call(request, outputs);
      RunComponents parts = RunComponents.of(configuration, call, hasher);
      executor =
          Optional.of(
              new CallExecutor(
                  configuration,
                  call,
                  parts,
                  this::cache,
                  notice -> context.notice(request.id() + ": " + notice),
                  Optional.empty()));
      RunOutcome outcome = executor.get().run(UNSEEN, UNSEEN);
      return BatchResult.of(
          request.id(), outcome.lasting(Duration.ofNanos(System.nanoTime() - started)));
    } catch (RuntimeException e) {
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      return BatchResult.failed(request.id(), RunOutcome.failure(executor, e, took));
    }
  }

  private ToolCall call(BatchRequest request, Map<OutputReference, Path> outputs) {
    ToolCall call =
        reader.bind(
            request.line(),
            OutputReference.replaceIn(
                request.document(), reference -> String.valueOf(outputs.get(reference))));
    if (call.command().isEmpty()) {
      throw new UsageException(
          reader.at(request.line()) + "there is no \"command\", so nothing to run");
    }
    return call;
  }

  private synchronized Cache cache() {
    if (cache == null) {
      cache =
          Caches.forRuns(
              configuration,
              ByteProgress.silent(),
              ByteProgress.silent(),
              message -> context.notice("warning: " + message));
    }
    return cache;
  }

  @Override
  public synchronized void close() {
    if (cache != null) {
      cache.close();
    }
  }
}
