package dev.styxcache.adapter.fs.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.fs.StoreOnDisk;
import dev.styxcache.adapter.fs.process.HoldingProcess;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.files.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Leftovers of dead processes are collected; those of living ones stay. */
@Timeout(120)
class AbandonedRunsGcTest {

  @TempDir Path directory;
  private StoreOnDisk store;

  @BeforeEach
  void makeStore() {
    store = new StoreOnDisk(directory.resolve("cache"));
  }

  @Test
  void stagingOfALivingProcess_isNeverSwept_andThatOfAKilledOneIs() throws Exception {
    try (ChildJvm living = ChildJvm.start(HoldingProcess.class, "stage", store.root(), "living");
        ChildJvm dead = ChildJvm.start(HoldingProcess.class, "stage", store.root(), "dead")) {
      Path livingFolder = Path.of(living.line());
      Path deadFolder = Path.of(dead.line());
      store.writer();
      assertThat(livingFolder.resolve("out")).exists();
      assertThat(deadFolder.resolve("out")).exists();

      dead.kill();
      assertThat(deadFolder.resolve("out")).exists();
      store.writer();

      assertThat(deadFolder).doesNotExist();
      assertThat(livingFolder.resolve("out")).exists();
      assertThat(store.names(".incoming")).hasSize(2);
      assertThat(store.names(".locks")).hasSize(1);
      living.goOn();
      assertThat(living.line()).isEqualTo("Stored");
      assertThat(store.entry("living").resolve("out")).hasContent("living");
    }
  }

  @Test
  void stagingOfThisProcess_isNotSwept_neitherHereNorByAnotherProcessAfterwards() throws Exception {
    try (Staging staging = store.writer().stage(StoreOnDisk.key("mine"))) {
      Files.writeString(staging.directory().resolve("out"), "mine");
      // If this opened and closed the lock file, this process would lose its lock.
      store.writer();
      new StoreOnDisk(Files.createSymbolicLink(directory.resolve("alias"), store.root())).writer();
      assertThat(staging.directory().resolve("out")).exists();

      try (ChildJvm other = ChildJvm.start(HoldingProcess.class, "stage", store.root(), "other")) {
        other.line();
        assertThat(staging.directory().resolve("out")).exists();
        other.goOn();
        assertThat(other.line()).isEqualTo("Stored");
        assertThat(other.line()).isEqualTo("let it go");
      }
      staging.commit(StoreOnDisk.record("mine"));
    }
    assertThat(store.entry("mine").resolve("out")).hasContent("mine");
    assertThat(store.names(".incoming")).isEmpty();
    assertThat(store.names(".locks")).isEmpty();
  }

  @Test
  void lockFileWithoutAFolder_ofAProcessThatDiedAtOnce_isSwept() throws IOException {
    store.writer();
    Path lock = store.root().resolve(".locks/staging-" + "0".repeat(32) + ".lock");
    Files.createDirectories(lock.getParent());
    Files.writeString(lock, "");

    store.writer();

    assertThat(lock).doesNotExist();
  }

  @Test
  void stagingWithoutALock_asPythonMakesThem_isSweptWhenNothingInItHasChangedForTwoWeeks()
      throws IOException {
    Path fresh = python("1", Duration.ZERO, Duration.ZERO);
    Path stale = python("2", Duration.ofDays(15), Duration.ofDays(15));
    Path staleFolderFreshFile = python("3", Duration.ofDays(15), Duration.ofDays(1));
    Path almost = python("4", Duration.ofDays(13), Duration.ofDays(13));

    store.writer();

    assertThat(stale).doesNotExist();
    assertThat(Stream.of(fresh, staleFolderFreshFile, almost)).allMatch(Files::exists);
  }

  private Path python(String digit, Duration folderAge, Duration fileAge) throws IOException {
    Path folder = store.root().resolve(".incoming").resolve(digit.repeat(32));
    Path deep = Files.createDirectories(folder.resolve("deep"));
    age(Files.writeString(deep.resolve("file"), "x"), fileAge);
    age(deep, folderAge);
    age(folder, folderAge);
    return folder;
  }

  private static void age(Path path, Duration age) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void trash_isSwept_andNamesThatNobodyKnowsAreNot() throws IOException {
    Path incoming = Files.createDirectories(store.root().resolve(".incoming"));
    Files.createDirectories(incoming.resolve("trash-1/dir"));
    Files.writeString(incoming.resolve("trash-1/dir/file"), "");
    Files.writeString(incoming.resolve("notes.txt"), "mine");

    store.writer();

    assertThat(store.names(".incoming")).containsExactly("notes.txt");
  }

  @Test
  void keysLocksThatAreOld_areSwept_unlessTheyAreHeld() throws Exception {
    try (ChildJvm holder = ChildJvm.start(HoldingProcess.class, "lock", store.root(), "held")) {
      assertThat(holder.line()).isEqualTo("has it");
      Path held = store.root().resolve(".locks/" + StoreOnDisk.key("held") + ".lock");
      Path left = held.resolveSibling(StoreOnDisk.key("left") + ".lock");
      Files.writeString(left, "");
      Files.writeString(held.resolveSibling(StoreOnDisk.key("new") + ".merge.lock"), "");
      age(held, Duration.ofDays(2));
      age(left, Duration.ofDays(2));

      store.writer();

      assertThat(held).exists();
      assertThat(left).doesNotExist();
      assertThat(store.names(".locks")).hasSize(2);
    }
  }

  @Test
  void cacheThatIsOnlyRead_isNotSwept() throws Exception {
    try (ChildJvm dead = ChildJvm.start(HoldingProcess.class, "stage", store.root(), "dead")) {
      Path folder = Path.of(dead.line());
      dead.kill();
      store.find("dead");
      try (var entries = store.open().upkeep().list()) {
        assertThat(entries).isEmpty();
      }
      assertThat(folder).exists();
    }
  }
}
