package dev.styxcache.adapter.fs.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.port.ByteProgress;
import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.HasherProvider;
import dev.styxcache.application.port.RecordingProgress;
import dev.styxcache.application.port.RunInterruptedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HashingThreadsTest {

  @TempDir private Path directory;

  private void makeFiles(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Files.writeString(directory.resolve("file" + i), "content " + i);
    }
  }

  /** Waits until someone looks in, and goes on as told. */
  private record Gate(CountDownLatch reached, CountDownLatch open) implements HookedBlake3.Hook {
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
        .contains("rctcwyvrn");
  }

  @Test
  void files_areReadByAFewDaemonThreads() throws IOException {
    makeFiles(500);
    Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    Blake3 blake3 =
        () -> {
          threads.add(Thread.currentThread());
          return new RctcwyvrnBlake3().begin();
        };
    new StreamingContentHasher(blake3, ByteProgress.silent()).hash(List.of(directory));
    threads.removeIf(thread -> thread.equals(Thread.currentThread()));
    assertThat(threads).hasSizeGreaterThanOrEqualTo(500).allMatch(Thread::isDaemon);
    assertThat(threads.stream().distinct())
        .hasSizeLessThanOrEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void digest_doesNotDependOnWhichFileIsReadFirst() throws IOException {
    makeFiles(600);
    // The first file is held until others have overtaken it, where there is a second thread.
    int overtaking = Runtime.getRuntime().availableProcessors() > 1 ? 100 : 0;
    CountDownLatch overtaken = new CountDownLatch(overtaking);
    Gate hold = new Gate(new CountDownLatch(1), overtaken);
    HookedBlake3 held = new HookedBlake3(1, hold);
    Blake3 blake3 =
        () -> {
          overtaken.countDown();
          return held.begin();
        };
    ContentHasher hasher = new StreamingContentHasher(blake3, ByteProgress.silent());
    assertThat(hasher.hash(List.of(directory)).get(0).hash()).isEqualTo(Digests.of(directory));
  }

  @Test
  void hash_thatIsInterruptedWhileItWaits_endsAndReportsNoMore() throws Exception {
    makeFiles(100);
    Gate gate = new Gate(new CountDownLatch(1), new CountDownLatch(1));
    RecordingProgress progress = new RecordingProgress();
    ContentHasher hasher = new StreamingContentHasher(new HookedBlake3(1, gate), progress);
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
    HookedBlake3 broken =
        new HookedBlake3(
            1,
            () -> {
              throw new IllegalStateException("broken");
            });
    ContentHasher hasher = new StreamingContentHasher(broken, ByteProgress.silent());
    assertThatThrownBy(() -> hasher.hash(List.of(directory)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
  }
}
