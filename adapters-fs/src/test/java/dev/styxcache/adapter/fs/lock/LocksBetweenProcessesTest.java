package dev.styxcache.adapter.fs.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.fs.StoreOnDisk;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.process.CountingProcess;
import dev.styxcache.adapter.fs.process.HoldingProcess;
import dev.styxcache.application.api.LockHolder;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.files.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocksBetweenProcessesTest {

  @TempDir Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CompletableFuture<LockHolder> waiting = new CompletableFuture<>();
  private StoreOnDisk store;

  @BeforeEach
  void makeStore() {
    store = new StoreOnDisk(directory.resolve("cache"));
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private ChildJvm child() {
    return ChildJvm.start(HoldingProcess.class, "lock", store.root(), "a");
  }

  private Future<KeyLock> acquire() {
    return threads.submit(
        () -> store.open().locks().acquire(StoreOnDisk.key("a"), waiting::complete));
  }

  private LockHolder holder() throws Exception {
    return waiting.get(60, TimeUnit.SECONDS);
  }

  @Test
  void lockThatAnotherProcessHolds_isWaitedFor_andTheProcessIsNamed() throws Exception {
    try (ChildJvm child = child()) {
      assertThat(child.line()).isEqualTo("has it");
      Future<KeyLock> lock = acquire();

      assertThat(holder().description()).startsWith("process " + child.pid() + " on ");
      assertThat(lock.isDone()).isFalse();
      child.goOn();

      lock.get(60, TimeUnit.SECONDS).close();
      assertThat(store.names(".locks")).isEmpty();
    }
  }

  @Test
  void lockOfAProcessThatIsKilled_isTakenOver_thoughItsFileIsStillThere() throws Exception {
    try (ChildJvm child = child()) {
      assertThat(child.line()).isEqualTo("has it");
      Future<KeyLock> lock = acquire();
      assertThat(holder().description()).contains(String.valueOf(child.pid()));
      Object file = fileKey();

      child.kill();

      // The death alone frees the lock: nothing deletes the file, and no age has to pass.
      try (KeyLock held = lock.get(60, TimeUnit.SECONDS)) {
        assertThat(held).isNotNull();
        assertThat(fileKey()).isEqualTo(file);
        assertThat(lockFile()).content().contains("pid=" + ProcessHandle.current().pid());
      }
      assertThat(store.names(".locks")).isEmpty();
    }
  }

  private Path lockFile() {
    return store.root().resolve(".locks").resolve(StoreOnDisk.key("a").hex() + ".lock");
  }

  private Object fileKey() throws IOException {
    return Files.readAttributes(lockFile(), BasicFileAttributes.class).fileKey();
  }

  @Test
  void lockOfAProcessThatWasKilledBefore_isNotWaitedFor() throws Exception {
    try (ChildJvm child = child()) {
      assertThat(child.line()).isEqualTo("has it");
      child.kill();
      assertThat(store.names(".locks")).hasSize(1);
    }
    acquire().get(60, TimeUnit.SECONDS).close();
    assertThat(waiting).isNotDone();
    assertThat(store.names(".locks")).isEmpty();
  }

  @Test
  void lockThatThisProcessHolds_isWaitedForByAnother_evenWhileThreadsHereWaitForItToo()
      throws Exception {
    KeyLock held = acquire().get(60, TimeUnit.SECONDS);
    try (ChildJvm child = child()) {
      // Each of these would take the lock from the first if it opened the file.
      Future<KeyLock> second = acquire();
      holder();
      new FileLocks(new EntryLayout(store.root())).deleteIfFree(lockFile());

      assertThat(child.line()).startsWith("waits for process " + ProcessHandle.current().pid());
      held.close();

      if (second.get(60, TimeUnit.SECONDS) != null) {
        second.get().close();
      }
      assertThat(child.line()).isEqualTo("has it");
    }
  }

  @Test
  void waitingForAnotherProcess_canBeInterrupted_andLeavesThatLockAlone() throws Exception {
    try (ChildJvm child = child()) {
      assertThat(child.line()).isEqualTo("has it");
      CompletableFuture<Boolean> flag = new CompletableFuture<>();
      Thread waiter =
          new Thread(
              () -> {
                try {
                  store.open().locks().acquire(StoreOnDisk.key("a"), waiting::complete).close();
                  flag.complete(false);
                } catch (RunInterruptedException e) {
                  flag.complete(Thread.currentThread().isInterrupted());
                }
              });
      waiter.start();
      holder();

      waiter.interrupt();

      assertThat(flag.get(60, TimeUnit.SECONDS)).isTrue();
      assertThat(store.names(".locks")).hasSize(1);
      child.goOn();
      assertThat(child.line()).isEqualTo("let it go");
      acquire().get(60, TimeUnit.SECONDS).close();
    }
  }

  @Test
  void processesAndThreads_areLetInOneAtATime() throws Exception {
    int times = 60;
    Path counter = Files.writeString(directory.resolve("counter"), "0");
    List<ChildJvm> children = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        children.add(ChildJvm.start(CountingProcess.class, store.root(), counter, times));
      }
      children.forEach(child -> assertThat(child.line()).isEqualTo("ready"));
      children.forEach(ChildJvm::goOn);
      List<Future<?>> here = new ArrayList<>();
      for (int thread = 0; thread < 2; thread++) {
        here.add(threads.submit(() -> count(counter, times)));
      }
      for (Future<?> one : here) {
        one.get(100, TimeUnit.SECONDS);
      }
      children.forEach(child -> assertThat(child.line()).isEqualTo("done"));
    } finally {
      children.forEach(ChildJvm::close);
    }
    assertThat(counter).hasContent(String.valueOf(5 * times));
  }

  private Void count(Path counter, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (KeyLock lock = store.open().locks().acquire(StoreOnDisk.key("counter"), holder -> {})) {
        assertThat(lock).isNotNull();
        Files.writeString(counter, String.valueOf(Integer.parseInt(Files.readString(counter)) + 1));
      }
    }
    return null;
  }

  @Test
  void cacheUnderAnotherName_hasTheSameLocks() throws Exception {
    Files.createDirectories(store.root());
    Path alias = Files.createSymbolicLink(directory.resolve("alias"), store.root());
    KeyLock held = acquire().get(60, TimeUnit.SECONDS);
    StoreOnDisk other = new StoreOnDisk(alias);
    Future<KeyLock> second =
        threads.submit(() -> other.open().locks().acquire(StoreOnDisk.key("a"), waiting::complete));
    assertThat(holder().description()).contains("this process");
    held.close();
    second.get(60, TimeUnit.SECONDS).close();
  }

  @Test
  void cacheThatCannotBeWrittenTo_isNotWaitedFor() throws Exception {
    Files.writeString(store.root(), "a file where the cache directory should be");
    acquire().get(60, TimeUnit.SECONDS).close();
    acquire().get(60, TimeUnit.SECONDS).close();
    assertThat(waiting).isNotDone();
  }
}
