package dev.styxcache.adapter.fs.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases on file systems without locks, tested by the decisions alone. */
class LeaseTest {

  @TempDir Path directory;

  private static ProcessIdentity with(long pid, Instant started, String space) {
    return new ProcessIdentity(pid, Optional.of(started), "node3", space, Instant.now());
  }

  private Path lockFile(Duration age) throws IOException {
    Path file = Files.writeString(directory.resolve("lock"), "");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    return file;
  }

  @Test
  void identity_isReadAsItWasWritten_andNotAtAllWhereItIsCutOff() {
    ProcessIdentity current = ProcessIdentity.current();
    assertThat(ProcessIdentity.parse(current.text())).contains(current);
    assertThat(ProcessIdentity.parse("")).isEmpty();
    assertThat(ProcessIdentity.parse("pid=1\nsince=2026-1")).isEmpty();
    assertThat(ProcessIdentity.parse("pid=x\nsince=2026-11-22T00:00:00Z")).isEmpty();
    assertThat(current.isAliveHere()).isTrue();
    assertThat(current.holder().description())
        .startsWith("process " + ProcessHandle.current().pid() + " on ");
  }

  @Test
  void withoutLocks_onlyAProcessThatIsSeenToBeDeadHere_hasAbandonedItsRun() throws IOException {
    Path file = lockFile(Duration.ZERO);
    ProcessIdentity me = ProcessIdentity.current();
    Instant started = me.started().orElseThrow();
    long dead = deadPid();

    assertThat(Lease.isAbandoned(file, Optional.of(me))).isFalse();
    assertThat(Lease.isAbandoned(file, Optional.of(with(dead, started, me.space())))).isTrue();
    assertThat(Lease.isAbandoned(file, Optional.of(with(dead, started, "another machine"))))
        .isFalse();
    assertThat(Lease.isAbandoned(file, Optional.of(with(dead, started, "")))).isFalse();
    assertThat(
            Lease.isAbandoned(
                file, Optional.of(with(me.pid(), started.minusSeconds(3600), me.space()))))
        .as("the number of a dead process that is in use again")
        .isTrue();
  }

  @Test
  void withoutLocks_aFileThatSaysNothing_isAbandonedAfterTwoWeeks() throws IOException {
    assertThat(Lease.isAbandoned(lockFile(Duration.ZERO), Optional.empty())).isFalse();
    assertThat(Lease.isAbandoned(lockFile(Duration.ofDays(15)), Optional.empty())).isTrue();
  }

  private static long deadPid() throws IOException {
    Process process = new ProcessBuilder("true").start();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return process.pid();
  }

  @Test
  void lease_canBeTakenOver_onlyWhenItIsLetGoWithoutBeingClosed() throws IOException {
    EntryLayout layout = new EntryLayout(directory.resolve("cache"));
    Lease lease = Lease.take(layout);
    assertThat(Lease.takeOver(layout, lease.run())).isEmpty();
    assertThat(layout.stagingLock(lease.run())).exists();

    lease.close();
    lease.close();

    assertThat(layout.stagingLock(lease.run())).doesNotExist();
    assertThat(Lease.takeOver(layout, lease.run())).isEmpty();
  }
}
