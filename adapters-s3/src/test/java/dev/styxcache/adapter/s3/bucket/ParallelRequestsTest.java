package dev.styxcache.adapter.s3.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.RunInterruptedException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelRequestsTest {

  private final ExecutorService pool = ParallelRequests.pool(2);

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  private static void sleepUntilInterrupted(AtomicInteger interrupted) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
    }
  }

  @Test
  void results_comeFromEach_andAwaitWaitsForAll() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    try (ParallelRequests tasks = new ParallelRequests(pool)) {
      for (int i = 0; i < 50; i++) {
        tasks.start(ran::incrementAndGet);
      }
      Future<String> result = tasks.submit(() -> "result");
      assertThat(tasks.result(result)).isEqualTo("result");
      tasks.await();
      assertThat(ran).hasValue(50);
    }
  }

  @Test
  void failure_isThrown_interruptsThoseThatRun_andLeavesOutThoseThatHaveNotBegun() {
    AtomicInteger interrupted = new AtomicInteger();
    AtomicInteger ran = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    try (ParallelRequests tasks = new ParallelRequests(pool)) {
      tasks.start(
          () -> {
            begun.countDown();
            sleepUntilInterrupted(interrupted);
          });
      tasks.start(
          () -> {
            awaitLatch(begun);
            throw new IOException("the disk is full");
          });
      for (int i = 0; i < 50; i++) {
        tasks.start(ran::incrementAndGet);
      }
      assertThatThrownBy(tasks::await)
          .isInstanceOf(IOException.class)
          .hasMessage("the disk is full");
      assertThat(interrupted).hasValue(1);
      assertThat(ran).hasValue(0);
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void interrupt_ofWhoWaits_stopsAll_andNothingRunsAfterwards() {
    AtomicInteger interrupted = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(2);
    ParallelRequests tasks = new ParallelRequests(pool);
    for (int i = 0; i < 2; i++) {
      tasks.start(
          () -> {
            begun.countDown();
            sleepUntilInterrupted(interrupted);
          });
    }
    awaitLatch(begun);
    Thread.currentThread().interrupt();

    assertThatThrownBy(tasks::await).isInstanceOf(RunInterruptedException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(interrupted).hasValue(2);
  }

  @Test
  void poolThatIsClosed_failsWhatComesLater_andNobodyWaitsForEver() {
    pool.shutdownNow();
    try (ParallelRequests tasks = new ParallelRequests(pool)) {
      tasks.start(() -> {});
      assertThatThrownBy(tasks::await).isInstanceOf(RuntimeException.class);
    }
  }
}
