package dev.styxcache.adapter.fs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.adapter.fs.StoreOnDisk;
import dev.styxcache.adapter.fs.export.OutputExport.Times;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.Modes;
import dev.styxcache.files.process.Commands;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports are exact in content, kind, mode and links, and whole or not at all. */
class OutputExportTest {

  private static final FileTime OLD = FileTime.from(Instant.parse("2020-01-01T00:00:00.5Z"));

  @TempDir Path directory;
  private StoreOnDisk store;
  private Path target;

  @BeforeEach
  void makeStore() {
    store = new StoreOnDisk(directory.resolve("cache"));
    target = directory.resolve("target");
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      assertThat(all.filter(path -> path.toString().contains(".styxcache-export-"))).isEmpty();
    }
  }

  private Path entry(StoreOnDisk.Tool tool) throws IOException {
    store.store(StoreOnDisk.record("a"), tool);
    return store.entry("a");
  }

  private void export(Path source, String... names) throws IOException {
    assertThat(new OutputExport(source, List.of(names)).copyTo(target, Times.OF_EXPORT)).isEmpty();
  }

  private static int mode(Path path) throws IOException {
    return FileStat.of(path).permissions();
  }

  private List<String> exported() throws IOException {
    try (Stream<Path> all = Files.walk(target)) {
      return all.skip(1).map(path -> target.relativize(path).toString()).sorted().toList();
    }
  }

  @Test
  void modes_areThoseThatTheToolGave() throws IOException {
    Path entry =
        entry(
            output -> {
              Path folder = Files.createDirectory(output.resolve("private"));
              Files.writeString(folder.resolve("secret"), "s");
              Modes.setOfFile(folder.resolve("secret"), 0600);
              Files.writeString(output.resolve("read-only"), "r");
              Modes.setOfFile(output.resolve("read-only"), 0440);
              Files.writeString(output.resolve("program"), "p");
              Modes.setOfFile(output.resolve("program"), 0775);
              Modes.setOfFolder(folder, 0500);
            });

    export(entry, "private", "read-only", "program");
    export(entry, "private");

    assertThat(mode(target.resolve("private"))).isEqualTo(0500);
    assertThat(mode(target.resolve("private/secret"))).isEqualTo(0600);
    assertThat(mode(target.resolve("read-only"))).isEqualTo(0440);
    assertThat(mode(target.resolve("program"))).isEqualTo(0775);
    Modes.setOfFolder(target.resolve("private"), 0700);
  }

  @Test
  void folderOnTheWay_hasItsMode_unlessItExists() throws IOException {
    Path entry =
        entry(
            output -> {
              Files.createDirectories(output.resolve("a/b"));
              Files.writeString(output.resolve("a/b/c"), "c");
              Modes.setOfFolder(output.resolve("a"), 0700);
              Modes.setOfFolder(output.resolve("a/b"), 0750);
            });
    Files.createDirectories(target.resolve("a"));
    Modes.setOfFolder(target.resolve("a"), 0755);

    export(entry, "a/b/c");

    assertThat(mode(target.resolve("a"))).isEqualTo(0755);
    assertThat(mode(target.resolve("a/b"))).isEqualTo(0750);
  }

  @Test
  void onlyWhatTheManifestLists_isExported() throws IOException {
    Path entry =
        entry(
            output -> {
              Files.createDirectory(output.resolve("d"));
              Files.writeString(output.resolve("d/x.bam"), "x");
            });
    Files.writeString(entry.resolve("d/x.bam.bai"), "by a later tool");
    Files.writeString(entry.resolve("stray"), "x");

    export(entry);
    export(entry, "d", "stray");

    assertThat(exported()).containsExactly("d", "d/x.bam");
    assertThat(new OutputExport(entry, List.of()).list()).containsExactly("d", "d/x.bam");
  }

  @Test
  void linkInThePlaceOfAFolderOrFile_isReplaced_andNothingBehindItChanges() throws IOException {
    Path entry =
        entry(
            output -> {
              Files.createDirectories(output.resolve("d/sub"));
              Files.writeString(output.resolve("d/f"), "new");
              Files.writeString(output.resolve("d/sub/g"), "new");
              Files.writeString(output.resolve("f"), "new");
            });
    Path mine = Files.createDirectories(directory.resolve("mine/sub"));
    Files.writeString(mine.resolveSibling("f"), "mine");
    Files.writeString(mine.resolve("g"), "mine");
    Files.createDirectories(target);
    Files.createSymbolicLink(target.resolve("d"), mine.getParent());
    Files.createSymbolicLink(target.resolve("f"), mine.resolve("g"));

    export(entry, "d", "f");

    assertThat(mine.resolve("g")).hasContent("mine");
    assertThat(mine.resolveSibling("f")).hasContent("mine");
    assertThat(Files.isDirectory(target.resolve("d"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(target.resolve("d/sub/g")).hasContent("new");
    assertThat(Files.isSymbolicLink(target.resolve("f"))).isFalse();
  }

  @Test
  void existingFolder_keepsWhatElseIsInIt() throws IOException {
    Path entry =
        entry(
            output -> {
              Files.createDirectory(output.resolve("d"));
              Files.writeString(output.resolve("d/f"), "new");
              Files.writeString(output.resolve("was-file"), "new");
            });
    Files.createDirectories(target.resolve("d"));
    Files.writeString(target.resolve("d/mine"), "mine");
    Files.writeString(target.resolve("d/f"), "old");

    export(entry);

    assertThat(exported()).containsExactly("d", "d/f", "d/mine", "was-file");
    assertThat(target.resolve("d/f")).hasContent("new");
  }

  @Test
  void folderInTheWayOfAFile_isNamed_andNothingIsExported() throws IOException {
    Path entry =
        entry(
            output -> {
              Files.writeString(output.resolve("a"), "new");
              Files.writeString(output.resolve("b"), "new");
            });
    Files.createDirectories(target.resolve("b"));

    assertThatThrownBy(() -> export(entry))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(target.resolve("b").toString())
        .hasMessageContaining("in the way");

    assertThat(exported()).containsExactly("b");
  }

  @Test
  void failure_leavesNothingBehind_notEvenFoldersThatWereMade() throws IOException {
    Path entry = entry(output -> Files.writeString(output.resolve("a"), "x"));
    target = directory.resolve("new/folders/target");
    assertThatThrownBy(() -> export(entry, "missing")).isInstanceOf(NoSuchFileException.class);
    assertThat(directory.resolve("new")).doesNotExist();
  }

  @Test
  void interruption_leavesNothingBehind() throws IOException {
    Path entry = entry(output -> Files.writeString(output.resolve("a"), "x"));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> export(entry))
        .isInstanceOf(java.nio.channels.ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(target).doesNotExist();
  }

  @Test
  void times_areThoseOfTheExport_orThoseThatWereStored() throws IOException {
    Path entry =
        entry(
            output -> {
              Path folder = Files.createDirectory(output.resolve("d"));
              for (String name : List.of("d/f", "g", "h")) {
                Files.writeString(output.resolve(name), "x");
                Files.setLastModifiedTime(output.resolve(name), OLD);
              }
              Files.setLastModifiedTime(folder, OLD);
            });
    Instant before = Instant.now().minus(Duration.ofSeconds(3));
    export(entry);
    FileTime time = Files.getLastModifiedTime(target.resolve("g"));
    assertThat(time.toInstant()).isAfter(before);
    assertThat(Files.getLastModifiedTime(target.resolve("h"))).isEqualTo(time);
    assertThat(Files.getLastModifiedTime(target.resolve("d/f"))).isEqualTo(time);

    new OutputExport(entry, List.of()).copyTo(target, Times.KEPT);
    for (String name : List.of("d", "d/f", "g", "h")) {
      assertThat(Files.getLastModifiedTime(target.resolve(name))).as(name).isEqualTo(OLD);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {50_000, 5_000_000, 100_000_000})
  void holes_stayHoles(long size) throws IOException {
    Path entry =
        entry(
            output -> {
              Commands.run("truncate", "-s", size + "", output.resolve("sparse").toString());
              Commands.run(
                  "sh",
                  "-c",
                  "echo data | dd of=\"$0\" bs=1 seek=30000 conv=notrunc 2>&1",
                  output.resolve("sparse").toString());
            });

    export(entry);

    assertThat(Files.mismatch(entry.resolve("sparse"), target.resolve("sparse"))).isEqualTo(-1);
    String blocks = Commands.run("stat", "-c", "%b", target.resolve("sparse").toString()).strip();
    assertThat(Long.parseLong(blocks) * 512).isLessThanOrEqualTo(Math.max(100_000, 0));
  }

  @Test
  void entryThatIsReplacedMeanwhile_isExportedWhole() throws Exception {
    Path entry = entry(output -> writeRun(output, "one"));
    CompletableFuture<Void> exporting =
        CompletableFuture.runAsync(
            () -> {
              try {
                export(entry);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    while (!isCopying() && !exporting.isDone()) {
      Thread.onSpinWait();
    }

    try (KeyLock lock = store.open().locks().acquire(StoreOnDisk.key("a"), holder -> {})) {
      store.open().upkeep().remove(StoreOnDisk.key("a"));
      entry(output -> writeRun(output, "two"));
    }
    exporting.get();

    String first = Files.readString(target.resolve("a"));
    assertThat(first).isIn("one", "two");
    assertThat(target.resolve("z")).hasContent(first);
  }

  private static void writeRun(Path output, String run) throws IOException {
    Files.writeString(output.resolve("a"), run);
    Commands.run("truncate", "-s", "100M", output.resolve("large").toString());
    Files.writeString(output.resolve("z"), run);
  }

  private boolean isCopying() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.anyMatch(path -> Files.exists(path.resolve("tree/large")));
    }
  }

  @Test
  void entryThatIsRemovedMeanwhile_isNotExported() throws IOException {
    Path entry = entry(output -> Files.writeString(output.resolve("a"), "x"));
    store.open().upkeep().remove(StoreOnDisk.key("a"));
    assertThatThrownBy(() -> export(entry, "a")).isInstanceOf(NoSuchFileException.class);
    assertThat(target).doesNotExist();
  }

  @Test
  void whatAKilledExportLeft_isDeletedByTheNext() throws Exception {
    Path entry = entry(output -> Files.writeString(output.resolve("a"), "x"));
    Files.createDirectories(target);
    Path left = Files.createDirectories(target.resolve(".styxcache-export-left/tree"));
    Files.writeString(left.resolveSibling("lock"), "");
    Files.writeString(left.resolve("half"), "x");
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    Files.setLastModifiedTime(left.getParent(), longAgo);

    export(entry);

    assertThat(left.getParent()).doesNotExist();
    assertThat(target.resolve("a")).exists();
  }
}
