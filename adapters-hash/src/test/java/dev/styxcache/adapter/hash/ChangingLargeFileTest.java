package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.ContentHasher;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Large files that change while several threads read them. */
@Timeout(120)
@ParameterizedClass
@MethodSource("implementations")
class ChangingLargeFileTest {

  private static final long SIZE = 64_000_000;

  @Parameter private Implementation implementation;
  @TempDir private Path directory;
  private Path file;

  static List<Implementation> implementations() {
    return Implementation.available();
  }

  @BeforeEach
  void make() throws IOException {
    file = directory.resolve("large");
    resize(SIZE);
  }

  private void resize(long size) throws IOException {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.setLength(size);
    }
  }

  private ContentHasher hasher(HookedEngine.Hook change) {
    return Digests.hasher(
        helpers -> new HookedEngine(implementation.engine(helpers), 3, change),
        ByteProgress.silent());
  }

  private void assertNoticed(HookedEngine.Hook change, String how) {
    assertThatThrownBy(() -> hasher(change).hash(List.of(file)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(how + " while it was hashed");
  }

  @Test
  void truncatedFile_isRefused() throws IOException {
    for (long size : new long[] {0, 1_000_000, SIZE - 1}) {
      assertNoticed(() -> resize(size), "written to or replaced");
      resize(SIZE);
    }
    assertThat(Digests.content(file).watch().findChange()).isEmpty();
  }

  @Test
  void file_thatGrows_isRefused() {
    assertNoticed(() -> resize(SIZE + 1), "written to or replaced");
  }

  @Test
  void file_thatVanishes_isRefused() {
    assertNoticed(() -> Files.delete(file), "vanished");
  }

  @Test
  void interruptedHash_endsAtOnce() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>(new AssertionError("nothing thrown"));
    CountDownLatch never = new CountDownLatch(1);
    ContentHasher hasher =
        hasher(
            () -> {
              reading.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Thread thread =
        new Thread(
            () -> {
              try {
                hasher.hash(List.of(file));
              } catch (RuntimeException e) {
                thrown.set(e);
              }
            });
    thread.start();
    reading.await();
    thread.interrupt();
    thread.join();
    never.countDown();
    assertThat(thrown.get()).isInstanceOf(RunInterruptedException.class);
  }
}
