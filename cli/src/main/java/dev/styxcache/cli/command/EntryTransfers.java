package dev.styxcache.cli.command;

import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.application.spi.CacheConfiguration.Remote;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.execution.WorkerThreads;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.progress.CombinedProgress;
import dev.styxcache.cli.signal.Interruption;
import dev.styxcache.cli.wiring.Caches;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import dev.styxcache.domain.key.CacheKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Transfers several entries in parallel, for {@code push} and {@code pull}. */
final class EntryTransfers {

  /** Maximum number of entries in transfer; their requests share one store's connections. */
  private static final int PARALLEL = 8;

  private EntryTransfers() {}

  /** The remote store that is configured. */
  static Remote remote(Configuration configuration) {
    return Caches.remote(configuration)
        .orElseThrow(
            () ->
                new UsageException(
                    "the store is of type "
                        + configuration.text(Setting.STORE_TYPE)
                        + " ("
                        + configuration.origin(Setting.STORE_TYPE)
                        + "), which shares nothing with other machines; set store.type to \"s3\" and"
                        + " fill in [store.s3]"));
  }

  static Cache open(Configuration configuration, Context context, CombinedProgress progress) {
    return Caches.shared(
        configuration, progress, progress, message -> context.notice("warning: " + message));
  }

  /**
   * Transfers entries in parallel, since a small one mostly waits for responses, and reports them
   * in the order of the keys. The first exception stops all of them.
   */
  static <T> void forEach(
      Context context,
      Collection<CacheKey> keys,
      CombinedProgress progress,
      Function<CacheKey, T> transfer,
      BiConsumer<CacheKey, T> report) {
    Interruption.guarded(
        context,
        "unfinished transfers were stopped, and none is left half done",
        () -> {
          ExecutorService threads = WorkerThreads.pool(PARALLEL, "styxcache-entries");
          try {
            Map<CacheKey, Future<T>> results = new LinkedHashMap<>();
            keys.forEach(key -> results.put(key, threads.submit(() -> transfer.apply(key))));
            results.forEach(
                (key, future) -> {
                  T result = await(future);
                  progress.wipe();
                  report.accept(key, result);
                });
          } finally {
            WorkerThreads.stop(threads);
            progress.end();
          }
          return keys;
        });
  }

  private static <T> T await(Future<T> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw WorkerThreads.unchecked(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException("interrupted while entries were transferred", e);
    }
  }
}
