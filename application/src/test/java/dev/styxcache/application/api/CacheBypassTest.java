package dev.styxcache.application.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CacheBypassTest {

  @Test
  void outsideOfAnyScope_theCacheIsUsed() {
    assertThat(CacheBypass.isBypassed()).isFalse();
  }

  @Test
  void scopesNest_andTheInnermostDecides() {
    try (var outer = CacheBypass.bypass()) {
      assertThat(CacheBypass.isBypassed()).isTrue();
      try (var inner = CacheBypass.enabled()) {
        assertThat(CacheBypass.isBypassed()).isFalse();
        try (var innermost = CacheBypass.bypass()) {
          assertThat(CacheBypass.isBypassed()).isTrue();
        }
        assertThat(CacheBypass.isBypassed()).isFalse();
      }
      assertThat(CacheBypass.isBypassed()).isTrue();
    }
    assertThat(CacheBypass.isBypassed()).isFalse();
  }

  @Test
  void scope_endsWhenItsBodyThrows() {
    assertThatThrownBy(
            () -> {
              try (var scope = CacheBypass.bypass()) {
                throw new IllegalArgumentException("body");
              }
            })
        .hasMessage("body");

    assertThat(CacheBypass.isBypassed()).isFalse();
  }

  @Test
  void scope_doesNotLeakToOtherThreads() throws Exception {
    try (var scope = CacheBypass.bypass()) {
      assertThat(inAnotherThread(CacheBypass::isBypassed)).isFalse();
    }
  }

  @Test
  void carry_takesTheScopeIntoAnotherThread_andTakesItAwayAgain() throws Exception {
    Callable<Boolean> carried;
    try (var scope = CacheBypass.bypass()) {
      carried = CacheBypass.carry((Callable<Boolean>) CacheBypass::isBypassed);
    }

    assertThat(inAnotherThread(carried)).isTrue();
    assertThat(carried.call()).isTrue();
    assertThat(CacheBypass.isBypassed()).isFalse();
  }

  @Test
  void carrying_givesTheTasksOfAnExecutorTheScopeOfWhoHandsThemIn() {
    AtomicReference<Boolean> seen = new AtomicReference<>();
    Executor executor = CacheBypass.carrying(Runnable::run);
    Runnable task = () -> seen.set(CacheBypass.isBypassed());
    try (var scope = CacheBypass.bypass()) {
      executor.execute(task);
    }
    assertThat(seen).hasValue(true);

    executor.execute(task);
    assertThat(seen).hasValue(false);
  }

  @Test
  void close_ofAnOuterScopeWhileAnInnerOneIsOpen_isRefused() {
    var outer = CacheBypass.bypass();
    var inner = CacheBypass.enabled();

    assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class);

    inner.close();
    outer.close();
    outer.close();
    assertThat(CacheBypass.isBypassed()).isFalse();
  }

  private static <T> T inAnotherThread(Callable<T> callable) throws Exception {
    FutureTask<T> task = new FutureTask<>(callable);
    Thread thread = new Thread(task);
    thread.start();
    return task.get();
  }

  @Test
  void executorServiceThatCarries_givesEveryTaskTheScopeOfItsSubmitter() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    ExecutorService carrying = CacheBypass.carrying(threads);
    try {
      Callable<Boolean> task = CacheBypass::isBypassed;
      try (var scope = CacheBypass.bypass()) {
        assertThat(carrying.submit(task).get()).isTrue();
        assertThat(carrying.invokeAll(List.of(task, task)))
            .allSatisfy(future -> assertThat(future.get()).isTrue());
      }
      assertThat(carrying.submit(task).get()).isFalse();
    } finally {
      carrying.shutdown();
    }
    assertThat(carrying.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(threads.isTerminated()).isTrue();
  }
}
