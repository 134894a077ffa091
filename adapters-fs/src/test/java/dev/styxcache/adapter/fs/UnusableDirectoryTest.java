package dev.styxcache.adapter.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.adapter.fs.process.AskingProcess;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.files.process.ChildJvm;
import dev.styxcache.files.process.Commands;
import dev.styxcache.files.process.Tmpfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Unusable cache directories; each message says what to do. */
@Timeout(120)
class UnusableDirectoryTest {

  @TempDir Path directory;
  private StoreOnDisk store;

  @BeforeEach
  void makeStore() {
    store = new StoreOnDisk(directory.resolve("cache"));
  }

  private String failureToFind() {
    Lookup<CacheEntry> lookup = store.find("a");
    assertThat(lookup).isInstanceOf(Lookup.Unavailable.class);
    return String.valueOf(((Lookup.Unavailable<CacheEntry>) lookup).fault().message());
  }

  private String failureToWrite() {
    WriteAccess access = store.open().store().writeAccess();
    assertThat(access).isInstanceOf(WriteAccess.Failed.class);
    return String.valueOf(((WriteAccess.Failed) access).failure().getMessage());
  }

  @Test
  void directoryThatIsAFile_isSaidToBeOne() throws IOException {
    Files.writeString(store.root(), "");
    for (String message : List.of(failureToFind(), failureToWrite())) {
      assertThat(message).contains(store.root().toString()).contains("not a directory");
    }
    assertThatThrownBy(() -> store.open().upkeep().list().close())
        .isInstanceOf(CacheUnavailableException.class);
  }

  @Test
  void directoryBelowAFile_isSaidToBe() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    store = new StoreOnDisk(file.resolve("cache"));
    assertThat(failureToWrite()).contains(file.toString()).contains("not a directory");
  }

  @Test
  void shardThatIsAFile_isSaidToBeOne() throws IOException {
    Files.createDirectories(store.root());
    Path shard = Files.writeString(store.root().resolve(StoreOnDisk.key("a").shard()), "");
    assertThat(failureToFind()).contains(shard.toString()).contains("not a directory");
  }

  @Test
  void fileInPlaceOfAnEntry_isNoEntry_andIsReplaced() throws IOException {
    Files.createDirectories(store.entry("a").getParent());
    Files.writeString(store.entry("a"), "");
    assertThat(store.find("a")).isEqualTo(new Lookup.Missing<>());
    assertThat(store.store(StoreOnDisk.record("a"), output -> {})).isEqualTo(new Commit.Stored());
  }

  @Test
  void entryReachedByALink_isNoEntry() throws IOException {
    store.store(StoreOnDisk.record("a"), output -> {});
    Path moved = Files.move(store.entry("a"), directory.resolve("moved"));
    Files.createSymbolicLink(store.entry("a"), moved);
    assertThat(store.find("a")).isEqualTo(new Lookup.Missing<>());
  }

  @Test
  void directoryWithoutPermission_isAFailureOfTheStore_notAMiss() throws IOException {
    store.store(StoreOnDisk.record("a"), output -> {});
    Path shard = store.entry("a").getParent();
    Files.setPosixFilePermissions(shard, PosixFilePermissions.fromString("---------"));
    Files.setPosixFilePermissions(store.root(), PosixFilePermissions.fromString("r-xr-xr-x"));
    Path incoming = store.root().resolve(".incoming");
    Files.setPosixFilePermissions(incoming, PosixFilePermissions.fromString("r-xr-xr-x"));
    List<String> answers;
    try (ChildJvm child =
        ChildJvm.start(
            Commands.withoutPrivileges(
                ChildJvm.command(AskingProcess.class, store.root(), "a").toArray(String[]::new)))) {
      answers = child.remainingLines();
    } finally {
      for (Path path : List.of(store.root(), shard, incoming)) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    assertThat(answers).hasSize(2);
    assertThat(answers.get(0)).startsWith("Unavailable").contains("no permission").contains("mode");
    assertThat(answers.get(1)).startsWith("Failed").contains("no permission");
  }

  @Test
  void fullDisk_isSaidToBeFull_storesNothing_andIsGoodAgainWhenThereIsRoom() throws IOException {
    try (Tmpfs disk = Tmpfs.mount(directory.resolve("disk"), "1m")) {
      assumeTrue(
          disk.isMounted(), "this user may not mount a small disk to fill it: " + disk.why());
      store = new StoreOnDisk(disk.path().resolve("cache"));
      EntryWriter writer = store.writer();
      byte[] noise = new byte[1 << 16];
      new Random(1).nextBytes(noise);
      try (Staging staging = writer.stage(StoreOnDisk.key("a"))) {
        Path output = Files.write(staging.directory().resolve("out"), noise);
        for (int piece = 0; piece < 40; piece++) {
          staging.capture(StreamName.STDOUT).accept(noise, 0, noise.length);
        }
        assertThat(failureToWrite()).contains("full").contains("free some space");
        assertThatThrownBy(() -> staging.commit(StoreOnDisk.record("a")))
            .isInstanceOf(CacheUnavailableException.class)
            .hasMessageContaining("full");
        assertThat(store.find("a")).isEqualTo(new Lookup.Missing<>());
        assertThat(output).hasBinaryContent(noise);
        writer.expose(StoreOnDisk.key("a"), staging.directory());
      }
      assertThat(store.entry("a").resolve("out")).hasBinaryContent(noise);
      assertThat(store.find("a")).isEqualTo(new Lookup.Missing<>());
      assertThat(
              store.store(
                  StoreOnDisk.record("a"), output -> Files.write(output.resolve("b"), noise)))
          .isEqualTo(new Commit.Stored());
      assertThat(store.names(".incoming")).isEmpty();
    }
  }

  @Test
  void diskThatFillsUpDuringTheCommit_atWhateverPoint_storesNothingHalf() throws IOException {
    try (Tmpfs disk = Tmpfs.mount(directory.resolve("disk"), "256k")) {
      assumeTrue(
          disk.isMounted(), "this user may not mount a small disk to fill it: " + disk.why());
      store = new StoreOnDisk(disk.path().resolve("cache"));
      List<String> outcomes = new ArrayList<>();
      for (int spareBlocks = 0; spareBlocks < 12; spareBlocks++) {
        outcomes.add(commitWithRoomFor(spareBlocks, disk.path().resolve("filler")));
      }
      assertThat(outcomes).contains("failed", "Stored");
    }
  }

  private String commitWithRoomFor(int spareBlocks, Path filler) throws IOException {
    String name = "spare" + spareBlocks;
    try (Staging staging = store.writer().stage(StoreOnDisk.key(name))) {
      Path input = Files.writeString(directory.resolve("linked"), "linked");
      Files.writeString(staging.directory().resolve("out"), "x");
      Files.writeString(staging.directory().resolve("second"), "y");
      Files.createLink(staging.directory().resolve("third"), staging.directory().resolve("second"));
      byte[] line = {'x', '\n'};
      staging.capture(StreamName.STDOUT).accept(line, 0, line.length);
      fill(filler, spareBlocks);
      try {
        String outcome = staging.commit(StoreOnDisk.record(name)).getClass().getSimpleName();
        assertThat(store.found(name).contains("third")).isTrue();
        return outcome;
      } catch (CacheUnavailableException e) {
        assertThat(e).hasMessageContaining("full");
        assertThat(store.find(name)).isEqualTo(new Lookup.Missing<>());
        assertThat(staging.directory().resolve("out")).hasContent("x").isWritable();
        try (Stream<Path> left = Files.list(staging.directory())) {
          assertThat(left).hasSize(3);
        }
        assertThat(input).hasContent("linked");
        return "failed";
      }
    } finally {
      Files.deleteIfExists(filler);
      store.open().upkeep().remove(StoreOnDisk.key(name));
    }
  }

  /** Fills the disk, then frees some blocks again. */
  private static void fill(Path filler, int spareBlocks) throws IOException {
    int block = 4096;
    long size = 0;
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[block]);
        size += block;
      }
    } catch (IOException e) {
      size = Math.max(0, size - (long) spareBlocks * block);
    }
    try (var channel =
        java.nio.channels.FileChannel.open(filler, java.nio.file.StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  @Test
  void readOnlyMount_isReadFrom_andSaidToBeReadOnly() throws IOException {
    try (Tmpfs disk = Tmpfs.mount(directory.resolve("disk"), "1m")) {
      assumeTrue(disk.isMounted(), "this user may not mount a disk read-only: " + disk.why());
      store = new StoreOnDisk(disk.path().resolve("cache"));
      store.store(StoreOnDisk.record("a"), output -> Files.writeString(output.resolve("b"), "c"));
      disk.remountReadOnly();

      assertThat(failureToWrite()).contains("read-only");
      assertThat(store.found("a").contains("b")).isTrue();
      store.open().upkeep().recordUse(StoreOnDisk.key("a"));
      assertThatThrownBy(() -> store.open().upkeep().quarantine(StoreOnDisk.key("a")))
          .isInstanceOf(CacheUnavailableException.class)
          .hasMessageContaining("read-only");
      store.open().locks().acquire(StoreOnDisk.key("a"), holder -> {}).close();
    }
  }

  /** Needs no privileges: a limit on the size of files makes writes fail like a full disk. */
  @Test
  void captureThatCannotGoOn_doesNotDisturbTheRun_andTheCommitSaysSo() {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 256; exec \"$@\"", "sh"));
    command.addAll(
        ChildJvm.command(
            dev.styxcache.adapter.fs.process.CapturingProcess.class, store.root(), "a"));
    try (ChildJvm child = ChildJvm.start(command)) {
      assertThat(child.line()).isEqualTo("captured");
      assertThat(child.line()).startsWith("CacheUnavailableException").contains("stdout");
      assertThat(child.line()).isEqualTo("out=x");
      assertThat(child.line()).isEqualTo("let it go");
    }
    assertThat(store.find("a")).isEqualTo(new Lookup.Missing<>());
  }
}
