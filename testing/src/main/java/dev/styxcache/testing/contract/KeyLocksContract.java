package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.KeyLocks;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.domain.key.CacheKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link KeyLocks} promises, where locks can be had. */
@Timeout(120)
public abstract class KeyLocksContract {

  private static final CacheKey A = CacheKey.ofCanonicalText("a");
  private static final CacheKey B = CacheKey.ofCanonicalText("b");

  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * The locks of this test's store, as another user of it has them.
   *
   * @return the locks
   */
  protected abstract KeyLocks locks();

  private static void never(LockHolder holder) {
    throw new AssertionError("waited for " + holder);
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void acquire_whenFree_returnsAtOnce_againAndAgain() {
    for (int i = 0; i < 3; i++) {
      locks().acquire(A, KeyLocksContract::never).close();
    }
  }

  @Test
  void acquire_ofAnotherKey_doesNotWait() {
    try (KeyLock a = locks().acquire(A, KeyLocksContract::never);
        KeyLock b = locks().acquire(B, KeyLocksContract::never)) {
      assertThat(a).isNotSameAs(b);
    }
  }

  @Test
  void acquire_whenHeld_saysByWhom_onceAndBeforeItWaits_andGetsItWhenItIsFree() throws Exception {
    KeyLock held = locks().acquire(A, KeyLocksContract::never);
    CompletableFuture<LockHolder> waiting = new CompletableFuture<>();
    AtomicInteger calls = new AtomicInteger();
    Future<KeyLock> second =
        threads.submit(
            () ->
                locks()
                    .acquire(
                        A,
                        holder -> {
                          calls.incrementAndGet();
                          waiting.complete(holder);
                        }));

    assertThat(waiting.get(30, TimeUnit.SECONDS).description()).isNotBlank();
    assertThat(second.isDone()).isFalse();
    held.close();
    second.get(30, TimeUnit.SECONDS).close();
    assertThat(calls).hasValue(1);
    locks().acquire(A, KeyLocksContract::never).close();
  }

  @Test
  void close_byAnotherThread_freesTheLock() throws Exception {
    KeyLock held = locks().acquire(A, KeyLocksContract::never);
    threads.submit(held::close).get(30, TimeUnit.SECONDS);
    locks().acquire(A, KeyLocksContract::never).close();
  }

  @Test
  void acquire_whenInterruptedWhileWaiting_throws_withTheFlagSet_andTakesNothing()
      throws Exception {
    KeyLock held = locks().acquire(A, KeyLocksContract::never);
    CountDownLatch waits = new CountDownLatch(1);
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                locks().acquire(A, holder -> waits.countDown());
                flag.complete(false);
              } catch (RunInterruptedException e) {
                flag.complete(Thread.currentThread().isInterrupted());
              }
            });
    waiter.start();
    assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();

    waiter.interrupt();

    assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();
    held.close();
    locks().acquire(A, KeyLocksContract::never).close();
  }

  @Test
  void acquire_byManyThreads_letsOneAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<?>> all = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      KeyLocks locks = locks();
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 50; i++) {
                  try (KeyLock lock = locks.acquire(A, holder -> {})) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    assertThat(lock).isNotNull();
                    inside.decrementAndGet();
                  }
                }
              }));
    }
    for (Future<?> one : all) {
      one.get(60, TimeUnit.SECONDS);
    }
    assertThat(most).hasValue(1);
  }
}
