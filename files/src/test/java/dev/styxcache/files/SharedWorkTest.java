package dev.styxcache.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedWorkTest {

  private final ExecutorService executor = Executors.newFixedThreadPool(3);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void everyItem_isProcessedOnce_withAnyNumberOfHelpers() throws IOException {
    for (int helpers = 0; helpers < 5; helpers++) {
      for (int items : new int[] {0, 1, 2, 3, 1000}) {
        AtomicLongArray done = new AtomicLongArray(items);
        SharedWork.run(items, helpers, executor, () -> item -> done.incrementAndGet((int) item));
        for (int i = 0; i < items; i++) {
          assertThat(done.get(i)).as("item %s of %s, %s helpers", i, items, helpers).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void work_finishesWithoutHelpers_andLateHelpersFindNothing() throws IOException {
    List<Runnable> late = new ArrayList<>();
    AtomicInteger workers = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    SharedWork.run(
        10,
        2,
        late::add,
        () -> {
          workers.incrementAndGet();
          return item -> done.incrementAndGet();
        });
    assertThat(late).hasSize(2);
    late.forEach(Runnable::run);
    assertThat(done).hasValue(10);
    assertThat(workers).hasValue(1);
  }

  @Test
  void failureOfAHelper_reachesTheCallerAndEndsTheWork() {
    Thread caller = Thread.currentThread();
    CountDownLatch failed = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    assertThatThrownBy(
            () ->
                SharedWork.run(
                    1_000_000,
                    1,
                    executor,
                    () ->
                        item -> {
                          if (Thread.currentThread() != caller) {
                            failed.countDown();
                            throw new IOException("broken");
                          }
                          await(failed);
                          done.incrementAndGet();
                        }))
        .isInstanceOf(IOException.class)
        .hasMessage("broken");
    assertThat(done.get()).isLessThan(1_000_000);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Test
  void failureOfTheCaller_isThrownAfterAllHelpersHaveStopped() {
    Thread caller = Thread.currentThread();
    CountDownLatch helping = new CountDownLatch(1);
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    assertThatThrownBy(
            () ->
                SharedWork.run(
                    2,
                    1,
                    executor,
                    () ->
                        new SharedWork.Worker() {
                          @Override
                          public void process(long number) throws IOException {
                            if (Thread.currentThread() == caller) {
                              await(helping);
                              events.add("failure");
                              throw new IOException("own");
                            }
                            helping.countDown();
                            while (!events.contains("failure")) {
                              Thread.onSpinWait();
                            }
                          }

                          @Override
                          public void close() {
                            events.add("closed");
                          }
                        }))
        .isInstanceOf(IOException.class)
        .hasMessage("own");
    assertThat(events).containsExactly("failure", "closed", "closed");
  }
}
