package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.adapter.hash.engine.HashEngine;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.testing.RecordingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
@ParameterizedClass
@MethodSource("implementations")
class HashingThreadsTest {

  @Parameter private Implementation implementation;
  @TempDir private Path directory;

  static List<Implementation> implementations() {
    return Implementation.available();
  }

  private Function<Executor, HashEngine> hooked(int read, HookedEngine.Hook hook) {
    return helpers -> new HookedEngine(implementation.engine(helpers), read, hook);
  }

  private void makeFiles(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Files.writeString(directory.resolve("file" + i), "content " + i);
    }
  }

  /** Waits for the test, and continues on its signal. */
  private record Gate(CountDownLatch reached, CountDownLatch open) implements HookedEngine.Hook {
    @Override
    public void run() throws IOException {
      reached.countDown();
      try {
        assertThat(open.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void hasher_isFoundByItsName() {
    assertThat(ServiceLoader.load(HasherProvider.class))
        .extracting(HasherProvider::name)
        .startsWith("auto")
        .contains(implementation.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void files_areReadByAFewDaemonThreads() throws IOException {
    makeFiles(500);
    Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    ByteProgress noting =
        new ByteProgress() {
          @Override
          public void due(long bytes) {}

          @Override
          public void done(long bytes) {
            threads.add(Thread.currentThread());
          }

          @Override
          public void finished() {}
        };
    implementation.provider().create(noting).hash(List.of(directory));
    assertThat(threads).hasSizeGreaterThanOrEqualTo(500).allMatch(Thread::isDaemon);
    assertThat(threads.stream().distinct())
        .hasSizeLessThanOrEqualTo(Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  @Test
  void digest_doesNotDependOnWhichFileIsReadFirst() throws IOException {
    makeFiles(600);
    // The first file is held until others have overtaken it.
    CountDownLatch overtaken = new CountDownLatch(100);
    Gate hold = new Gate(new CountDownLatch(1), overtaken);
    ByteProgress counting =
        new ByteProgress() {
          @Override
          public void due(long bytes) {}

          @Override
          public void done(long bytes) {
            overtaken.countDown();
          }

          @Override
          public void finished() {}
        };
    ContentHasher hasher = Digests.hasher(hooked(1, hold), counting);
    assertThat(hasher.hash(List.of(directory)).get(0).hash()).isEqualTo(Digests.of(directory));
  }

  @Test
  void interruptedHash_endsAndReportsNoFurtherProgress() throws Exception {
    makeFiles(100);
    Gate gate = new Gate(new CountDownLatch(1), new CountDownLatch(1));
    RecordingProgress progress = new RecordingProgress();
    ContentHasher hasher = Digests.hasher(hooked(1, gate), progress);
    AtomicReference<Throwable> thrown = new AtomicReference<>(new AssertionError("nothing thrown"));
    AtomicReference<Boolean> flag = new AtomicReference<>(false);
    Thread thread =
        new Thread(
            () -> {
              try {
                hasher.hash(List.of(directory));
              } catch (RuntimeException e) {
                thrown.set(e);
                flag.set(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    gate.reached().await();
    thread.interrupt();
    thread.join();
    assertThat(thrown.get())
        .isInstanceOf(RunInterruptedException.class)
        .hasMessageContaining(directory.toString());
    assertThat(flag.get()).isTrue();
    assertThat(progress.rounds()).isEqualTo(1);
  }

  @Test
  void failureOfTheDigest_reachesTheCaller() throws IOException {
    makeFiles(3);
    HookedEngine.Hook broken =
        () -> {
          throw new IllegalStateException("broken");
        };
    ContentHasher hasher = Digests.hasher(hooked(1, broken), ByteProgress.silent());
    assertThatThrownBy(() -> hasher.hash(List.of(directory)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
  }
}
