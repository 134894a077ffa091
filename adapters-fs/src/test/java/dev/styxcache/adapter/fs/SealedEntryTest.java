package dev.styxcache.adapter.fs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.adapter.fs.process.HoldingProcess;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.process.ChildJvm;
import dev.styxcache.files.process.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries on a real disk: names, modes, links, and seals that are undone. */
class SealedEntryTest {

  @TempDir Path directory;
  private StoreOnDisk store;

  @BeforeEach
  void makeStore() {
    store = new StoreOnDisk(directory.resolve("cache"));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, java.nio.file.LinkOption.NOFOLLOW_LINKS));
  }

  private static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  @Test
  void entry_hasTheNamesThatPythonKnows_andNothingElseThatIsNotHidden() throws IOException {
    store.store(StoreOnDisk.record("a"), output -> Files.writeString(output.resolve("out"), "x"));

    String key = StoreOnDisk.key("a").hex();
    Path entry = store.root().resolve(key.substring(0, 2)).resolve(key);
    assertThat(store.entry("a")).isEqualTo(entry);
    assertThat(store.names(key.substring(0, 2) + "/" + key))
        .containsExactly(
            ".styxcache.done",
            ".styxcache.json",
            ".styxcache.stderr.gz",
            ".styxcache.stdout.gz",
            "out");
    assertThat(entry.resolve(".styxcache.done")).hasContent("1").hasSize(1);
    assertThat(store.names(".")).allMatch(name -> name.startsWith(".") || name.length() == 2);
    assertThat(store.names(".incoming")).isEmpty();
    assertThat(store.names(".locks")).isEmpty();
  }

  @Test
  void files_areReadOnly_keepTheRightToBeExecuted_andTheirModeIsOnRecord() throws IOException {
    store.store(
        StoreOnDisk.record("a"),
        output -> {
          setMode(Files.writeString(output.resolve("plain"), ""), "rw-rw-r--");
          setMode(Files.writeString(output.resolve("tool"), ""), "rwxr-x--x");
          setMode(Files.writeString(output.resolve("frozen"), ""), "r--r-----");
          setMode(Files.createDirectory(output.resolve("dir")), "rwxrwx---");
          Files.writeString(output.resolve("shut"), "");
          Files.delete(output.resolve("shut"));
          setMode(Files.createDirectory(output.resolve("shut")), "r-xr-xr-x");
        });

    Path entry = store.entry("a");
    assertThat(mode(entry.resolve("plain"))).isEqualTo("r--r--r--");
    assertThat(mode(entry.resolve("tool"))).isEqualTo("r-xr-x--x");
    assertThat(mode(entry.resolve("frozen"))).isEqualTo("r--r-----");
    assertThat(mode(entry.resolve("dir"))).isEqualTo("rwxrwx---");
    assertThat(mode(entry.resolve("shut"))).isEqualTo("rwxr-xr-x");
    for (String own :
        List.of(
            ".styxcache.done", ".styxcache.json", ".styxcache.stdout.gz", ".styxcache.stderr.gz")) {
      assertThat(mode(entry.resolve(own))).as(own).isEqualTo("r--r--r--");
    }
    assertThat(store.found("a").manifest().orElseThrow().outputs())
        .filteredOn(record -> !record.path().equals("frozen"))
        .extracting(
            record ->
                record instanceof TreeRecord.File file
                    ? file.mode()
                    : ((TreeRecord.Folder) record).mode())
        .containsExactly(0770, 0664, 0555, 0751);
  }

  @Test
  void entry_canBeDeletedByItsOwner_withoutAnyPrivilege() throws Exception {
    store.store(
        StoreOnDisk.record("a"),
        output -> {
          Files.createDirectories(output.resolve("deep/er"));
          Files.writeString(output.resolve("deep/er/file"), "x");
          setMode(output.resolve("deep"), "r-x------");
        });
    Commands.run(Commands.withoutPrivileges("rm", "-rf", store.entry("a").toString()));
    assertThat(store.entry("a")).doesNotExist();
  }

  @Test
  void outputOfAnotherUser_asAContainersToolMayLeaveIt_isStoredAsItIs() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
    List<String> command = ChildJvm.command(HoldingProcess.class, "stage", store.root(), "a");
    try (ChildJvm child =
        ChildJvm.start(Commands.withoutPrivileges(command.toArray(String[]::new)))) {
      Path out = Path.of(child.line()).resolve("out");
      Commands.run("chown", "1234:1234", out.toString());
      setMode(out, "rw-r--r--");
      child.goOn();
      assertThat(child.line()).isEqualTo("Stored");
      assertThat(child.line()).isEqualTo("let it go");
    }
    assertThat(store.found("a").contains("out")).isTrue();
    assertThat(mode(store.entry("a").resolve("out"))).isEqualTo("rw-r--r--");
    assertThat(mode(store.entry("a").resolve(".styxcache.done"))).isEqualTo("r--r--r--");
  }

  @Test
  void hardLinkedOutput_getsAContentOfItsOwn_andItsOtherNameIsLeftAlone() throws IOException {
    Path input = Files.writeString(directory.resolve("input"), "input");
    setMode(input, "rw-rw-r--");
    FileTime time = Files.getLastModifiedTime(input);

    store.store(
        StoreOnDisk.record("a"),
        output -> {
          Files.createLink(output.resolve("linked"), input);
          Files.writeString(output.resolve("one"), "both");
          Files.createLink(output.resolve("two"), output.resolve("one"));
        });

    assertThat(mode(input)).isEqualTo("rw-rw-r--");
    assertThat(Files.getLastModifiedTime(input)).isEqualTo(time);
    Files.writeString(input, "changed later");
    assertThat(store.entry("a").resolve("linked")).hasContent("input");
    assertThat(mode(store.entry("a").resolve("linked"))).isEqualTo("r--r--r--");
    assertThat(store.entry("a").resolve("two")).hasContent("both");
    for (String name : List.of("linked", "one", "two")) {
      assertThat(Files.getAttribute(store.entry("a").resolve(name), "unix:nlink")).isEqualTo(1);
    }
    // The time of a file that was just written is set back a little, so that later writes show.
    assertThat(Files.getLastModifiedTime(store.entry("a").resolve("linked")))
        .isBetween(FileTime.from(time.toInstant().minusSeconds(3)), time);
  }

  @Test
  void outputAddedToAnEntry_hasOneNameAndIsReadOnly() throws IOException {
    store.store(StoreOnDisk.record("a"), output -> {});
    store.store(StoreOnDisk.record("a"), output -> Files.writeString(output.resolve("b"), "more"));
    Path added = store.entry("a").resolve("b");
    assertThat(mode(added)).isEqualTo("r--r--r--");
    assertThat(Files.getAttribute(added, "unix:nlink")).isEqualTo(1);
    assertThat(store.names(StoreOnDisk.key("a").shard() + "/" + StoreOnDisk.key("a")))
        .as("temporary names")
        .noneMatch(name -> name.contains("tmp"));
  }

  @Test
  void filesThatALinkLeadsTo_areNotTouched() throws IOException {
    Path outside = Files.writeString(directory.resolve("outside"), "x");
    setMode(outside, "rw-rw-rw-");
    Commit commit =
        store.store(
            StoreOnDisk.record("a"),
            output -> Files.createSymbolicLink(output.resolve("link"), outside));
    assertThat(commit).isInstanceOf(Commit.Stored.class);
    assertThat(mode(outside)).isEqualTo("rw-rw-rw-");
  }

  @Test
  void declaredPipe_isRefused_andNamed() throws IOException {
    Commit commit =
        store.store(
            StoreOnDisk.record("a", "a-pipe"),
            output -> Commands.run("mkfifo", output.resolve("a-pipe").toString()));
    assertThat(commit)
        .isInstanceOfSatisfying(
            Commit.Refused.class, refused -> assertThat(refused.reason()).contains("a-pipe"));
    assertThat(store.names(".incoming")).isEmpty();
  }

  @Test
  void undeclaredPipe_isLeftOut_andRecorded() throws IOException {
    Commit commit =
        store.store(
            StoreOnDisk.record("a", "file"),
            output -> {
              Files.createDirectory(output.resolve("dir"));
              Commands.run("mkfifo", output.resolve("dir/a-pipe").toString());
              Files.writeString(output.resolve("file"), "x");
            });
    assertThat(commit)
        .isInstanceOfSatisfying(
            Commit.Stored.class,
            stored ->
                assertThat(stored.leftOut().get("dir/a-pipe"))
                    .startsWith("dir/a-pipe is a pipe, socket or device"));
    assertThat(store.entry("a").resolve("dir")).isEmptyDirectory();
    assertThat(store.names(".incoming")).isEmpty();
  }

  @Test
  void nameThatIsNotUnicode_isRefused_whereNothingElseCanBeStored() throws IOException {
    Commit commit =
        store.store(
            StoreOnDisk.record("a"),
            output ->
                Commands.run("sh", "-c", "touch \"$0/$(printf 'b\\345d')\"", output.toString()));
    assertThat(commit)
        .isInstanceOfSatisfying(
            Commit.Refused.class, refused -> assertThat(refused.reason()).contains("Unicode"));
  }

  @Test
  void directoryWithANameThatIsNotUnicode_isLeftOutAndKept() throws IOException {
    Commit commit =
        store.store(
            StoreOnDisk.record("a", "file"),
            output -> {
              Files.createDirectory(output.resolve("dir"));
              Files.writeString(output.resolve("dir/useful"), "x");
              Files.writeString(output.resolve("file"), "x");
              Commands.run("sh", "-c", "touch \"$0/dir/$(printf 'b\\345d')\"", output.toString());
            });
    assertThat(commit)
        .isInstanceOfSatisfying(
            Commit.Stored.class,
            stored -> assertThat(stored.leftOut().get("dir")).contains("Unicode", ".kept"));
    assertThat(store.entry("a").resolve("dir")).doesNotExist();
    try (Stream<Path> kept = Files.list(store.entry("a").resolve("../../.kept"))) {
      assertThat(kept.findFirst().orElseThrow().resolve("0/useful")).hasContent("x");
    }
  }

  @Test
  void directoryThatTheToolRemoved_isRefused() throws IOException {
    Commit commit = store.store(StoreOnDisk.record("a"), Files::delete);
    assertThat(commit)
        .isInstanceOfSatisfying(
            Commit.Refused.class, refused -> assertThat(refused.reason()).contains("gone"));
  }

  @Test
  void captures_areLinesInUtf8_asPythonReadsThem() throws IOException {
    byte[] latin1 = "caf\u00e9\nno end".getBytes(ISO_8859_1);
    byte[] text = "one\r\ntv\u00e5".getBytes(UTF_8);
    try (Staging staging = store.writer().stage(StoreOnDisk.key("a"))) {
      staging.capture(StreamName.STDOUT).accept(latin1, 0, latin1.length);
      staging.capture(StreamName.STDERR).accept(text, 0, text.length);
      staging.commit(StoreOnDisk.record("a"));
    }
    assertThat(unzip(".styxcache.stdout.gz")).isEqualTo("caf\ufffd\nno end\n".getBytes(UTF_8));
    assertThat(unzip(".styxcache.stdout.raw.gz")).isEqualTo(latin1);
    assertThat(unzip(".styxcache.stderr.gz")).isEqualTo("one\r\ntv\u00e5\n".getBytes(UTF_8));
    assertThat(store.entry("a").resolve(".styxcache.stderr.raw.gz")).doesNotExist();

    assumeTrue(Commands.exists("python3"), "python3 is not here, so it cannot read the captures");
    String script =
        """
        import gzip, sys
        for name in sys.argv[1:]:
            with gzip.open(name, "rt", encoding="utf-8", newline="\\n") as f:
                print([line.rstrip("\\n") for line in f].__repr__().encode("ascii", "backslashreplace").decode())
        """;
    assertThat(
            Commands.run(
                "python3",
                "-c",
                script,
                store.entry("a").resolve(".styxcache.stdout.gz").toString(),
                store.entry("a").resolve(".styxcache.stderr.gz").toString()))
        .isEqualTo("['caf\\ufffd', 'no end']\n['one\\r', 'tv\\xe5']\n");
  }

  private byte[] unzip(String name) throws IOException {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(store.entry("a").resolve(name)))) {
      return in.readAllBytes();
    }
  }

  @Test
  void commit_whenACaptureHasFailed_throws_andLeavesTheFolderAsItWas() throws IOException {
    Path output;
    try (Staging staging = store.writer().stage(StoreOnDisk.key("a"))) {
      output = staging.directory();
      Files.writeString(output.resolve("out"), "x");
      // Blocks the name of the capture's file, so that it cannot be created.
      Path record = output.resolveSibling(output.getFileName() + ".record");
      Files.createDirectory(record.resolve(".styxcache.stdout.gz"));
      staging.capture(StreamName.STDOUT).accept(new byte[] {'x'}, 0, 1);

      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> staging.commit(StoreOnDisk.record("a")))
          .isInstanceOf(CacheUnavailableException.class);

      try (Stream<Path> names = Files.list(output)) {
        assertThat(names).containsExactly(output.resolve("out"));
      }
      assertThat(output.resolve("out")).isWritable();
    }
    assertThat(output).doesNotExist();
    assertThat(store.names(".incoming")).isEmpty();
  }
}
