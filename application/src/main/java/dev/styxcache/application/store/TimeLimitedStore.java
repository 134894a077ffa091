package dev.styxcache.application.store;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A store that fails where another would hang. A thread that touches a dead network mount cannot be
 * interrupted, so it is left behind, as a daemon, and for a while no other is sent after it.
 *
 * <p>A store that has answered just now is asked directly: handing each question to another thread
 * would cost more than a hit takes.
 */
public final class TimeLimitedStore implements CacheStore {

  /** For so long after an answer the store is believed to be alive. */
  private static final long TRUSTED_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** For so long after a failure to answer it is not asked again. */
  private static final long SHUNNED_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final CacheStore store;
  private final Duration limit;
  private volatile long answeredAt = System.nanoTime() - TRUSTED_NANOS;
  private volatile long shunnedUntil = System.nanoTime();

  /**
   * A store that fails instead of hanging.
   *
   * @param store the store
   * @param limit time within which it must answer
   */
  public TimeLimitedStore(CacheStore store, Duration limit) {
    this.store = store;
    this.limit = limit;
  }

  @Override
  public Path directoryOf(CacheKey key) {
    return store.directoryOf(key);
  }

  @Override
  public Lookup<CacheEntry> find(CacheKey key) {
    return ask(() -> store.find(key), Lookup.Unavailable::new);
  }

  @Override
  public WriteAccess writeAccess() {
    return ask(store::writeAccess, WriteAccess.Failed::new);
  }

  private <T> T ask(Supplier<T> question, Function<CacheUnavailableException, T> failed) {
    long now = System.nanoTime();
    if (now - shunnedUntil < 0) {
      return failed.apply(hanging());
    }
    if (now - answeredAt < TRUSTED_NANOS) {
      T answer = question.get();
      answeredAt = System.nanoTime();
      return answer;
    }
    FutureTask<T> answer = new FutureTask<>(question::get);
    Thread thread = new Thread(answer, "styxcache-store");
    thread.setDaemon(true);
    thread.start();
    return await(answer, failed);
  }

  private <T> T await(FutureTask<T> answer, Function<CacheUnavailableException, T> failed) {
    try {
      T result = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      answeredAt = System.nanoTime();
      return result;
    } catch (TimeoutException e) {
      shunnedUntil = System.nanoTime() + SHUNNED_NANOS;
      return failed.apply(hanging());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException("interrupted while the cache was asked for an entry", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("a cache store threw instead of answering", e.getCause());
    }
  }

  private CacheUnavailableException hanging() {
    return new CacheUnavailableException(
        "the cache did not answer within "
            + limit.toMillis()
            + " ms; if its directory is on a network mount, see whether the server is there");
  }
}
