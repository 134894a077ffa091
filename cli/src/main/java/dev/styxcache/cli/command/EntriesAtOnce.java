package dev.styxcache.cli.command;

import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.domain.key.CacheKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Work on several entries at a time. For one thread, which gets the results. */
final class EntriesAtOnce<T> implements AutoCloseable {

  /** The requests of all of them share the connections of one store. */
  private static final int MOST = 8;

  private final ExecutorService threads;
  private final Map<CacheKey, Future<T>> results = new LinkedHashMap<>();

  EntriesAtOnce(Collection<CacheKey> keys, Function<CacheKey, T> work) {
    threads =
        Executors.newFixedThreadPool(
            MOST,
            task -> {
              Thread thread = new Thread(task, "styxcache-entries");
              thread.setDaemon(true);
              return thread;
            });
    keys.forEach(key -> results.put(key, threads.submit(() -> work.apply(key))));
  }

  /** Gives the results in the order of the keys; the first failure ends it. */
  void forEach(BiConsumer<CacheKey, T> consumer) {
    results.forEach((key, result) -> consumer.accept(key, await(result)));
  }

  private T await(Future<T> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      } else if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException("interrupted while entries were transferred", e);
    }
  }

  /** Stops what has not ended, and waits until it has. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    while (true) {
      try {
        if (threads.awaitTermination(1, TimeUnit.HOURS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
