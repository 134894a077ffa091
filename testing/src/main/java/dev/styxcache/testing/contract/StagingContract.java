package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.spi.Commit;
import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.domain.manifest.CapturedStream;
import dev.styxcache.domain.manifest.StreamName;
import dev.styxcache.testing.CollectingHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Staging} promises. */
public abstract class StagingContract extends StoreContract {

  @Test
  void directory_isEmptyAndAbsolute_andIsAnotherForEachRun() throws IOException {
    EntryWriter writer = writer();
    try (Staging one = writer.stage(key("a"));
        Staging other = writer.stage(key("a"))) {
      assertThat(one.directory()).isAbsolute().isEmptyDirectory();
      assertThat(other.directory()).isNotEqualTo(one.directory());
    }
  }

  @Test
  void directory_showsTheToolNothingOfTheCache_whileStreamsAreCaptured() {
    try (Staging staging = writer().stage(key("a"))) {
      staging.capture(StreamName.STDOUT).accept(new byte[] {'x'}, 0, 1);
      assertThat(staging.directory()).isEmptyDirectory();
    }
  }

  @Test
  void contains_tellsWhatTheToolHasMade() throws IOException {
    try (Staging staging = writer().stage(key("a"))) {
      Path output = staging.directory();
      write(output.resolve("dir/file"), "");
      Files.createSymbolicLink(output.resolve("to-dir"), output.getFileSystem().getPath("dir"));
      Files.createSymbolicLink(output.resolve("nowhere"), output.getFileSystem().getPath("no"));

      assertThat(Stream.of(".", "dir", "dir/file", "to-dir", "to-dir/file"))
          .allMatch(staging::contains);
      assertThat(
              Stream.of(
                  "no",
                  "dir/no",
                  "file",
                  "dir/file/no",
                  "nowhere",
                  "nowhere/file",
                  ".styxcache.done"))
          .noneMatch(staging::contains);
    }
  }

  @Test
  void close_withoutCommit_leavesNeitherFolderNorEntry_andMayBeRepeated() throws IOException {
    Staging staging = writer().stage(key("a"));
    write(staging.directory().resolve("dir/file"), "x");

    staging.close();
    staging.close();

    assertThat(staging.directory()).doesNotExist();
    assertAbsent("a");
    assertThatThrownBy(() -> staging.commit(record("a"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void close_afterCommit_leavesTheEntry() throws IOException {
    Staging staging = writer().stage(key("a"));
    write(staging.directory().resolve("file"), "x");
    staging.commit(record("a"));

    staging.close();

    assertThat(entry("a").resolve("file")).hasContent("x");
  }

  static Stream<Arguments> streams() {
    byte[] latin1 = {'a', (byte) 0xe5, '\n', 'b', '\n'};
    byte[] cutOff = {'a', '\n', (byte) 0xf0, (byte) 0x9f, (byte) 0xa7};
    byte[] random = new byte[100_000];
    new Random(4711).nextBytes(random);
    return Stream.of(
        Arguments.of("nothing", new byte[0], new CapturedStream(0, true, true)),
        Arguments.of("one line", utf8("one\n"), new CapturedStream(4, true, true)),
        Arguments.of(
            "no line feed at the end", utf8("one\ntwo"), new CapturedStream(7, false, true)),
        Arguments.of("CRLF and CR", utf8("a\r\nb\rc\r\n"), new CapturedStream(8, true, true)),
        Arguments.of("empty lines", utf8("\n\n\na\n\n"), new CapturedStream(6, true, true)),
        Arguments.of("a NUL", utf8("a\0b\n"), new CapturedStream(4, true, true)),
        Arguments.of(
            "all lengths of UTF-8",
            utf8("a\u00e5\u20ac\ud83e\udde0\n"),
            new CapturedStream(11, true, true)),
        Arguments.of("not UTF-8", latin1, new CapturedStream(5, true, false)),
        Arguments.of("UTF-8 cut off at the end", cutOff, new CapturedStream(5, false, false)),
        Arguments.of(
            "anything", random, new CapturedStream(random.length, random[99_999] == '\n', false)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void capture_isReplayedToTheByte_howeverItCame(String name, byte[] bytes, CapturedStream expected)
      throws IOException {
    for (int pieceLength : new int[] {1, 2, 7, 8192, 1 << 20}) {
      String run = name + pieceLength;
      try (Staging staging = writer().stage(key(run))) {
        feed(staging.capture(StreamName.STDERR), bytes, pieceLength);
        staging.commit(record(run));
      }
      CollectingHandler stderr = new CollectingHandler();
      found(run).replay(StreamName.STDERR, stderr);
      assertThat(stderr.bytes()).as("pieces of %s", pieceLength).isEqualTo(bytes);
      assertThat(stderr.ends()).isEqualTo(1);
      assertThat(manifest(run).streams()).containsEntry(StreamName.STDERR, expected);
    }
  }

  @Test
  void capture_keepsTheTwoStreamsApart_andIsTheSameAtEachCall() throws IOException {
    try (Staging staging = writer().stage(key("a"))) {
      staging.capture(StreamName.STDOUT).accept(utf8("out1\n"), 0, 5);
      staging.capture(StreamName.STDERR).accept(utf8("err\n"), 0, 4);
      staging.capture(StreamName.STDOUT).accept(utf8("out2\n"), 0, 5);
      staging.commit(record("a"));
    }
    CollectingHandler stdout = new CollectingHandler();
    CollectingHandler stderr = new CollectingHandler();
    found("a").replay(StreamName.STDOUT, stdout);
    found("a").replay(StreamName.STDERR, stderr);
    assertThat(stdout.text()).isEqualTo("out1\nout2\n");
    assertThat(stderr.text()).isEqualTo("err\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../x",
        "/etc/passwd",
        "dir/../../x",
        "missing/../../x",
        "dir/up/../../x",
        "out",
        "file/../../../x"
      })
  void commit_whenAnUndeclaredLinkLeadsOut_leavesItOut_andRecordsIt(String target)
      throws IOException {
    Commit commit = store(record("a", "file"), output -> makeLinks(output, target));

    assertThat(commit)
        .isInstanceOfSatisfying(
            Commit.Stored.class,
            stored -> {
              assertThat(stored.leftOut().get("the-link")).contains("the-link", target);
              assertThat(manifest("a").leftOut()).isEqualTo(stored.leftOut());
            });
    assertThat(entry("a").resolve("file")).hasContent("x");
    assertThat(entry("a").resolve("dir/up/file")).hasContent("x");
    assertThat(Files.exists(entry("a").resolve("the-link"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(found("a").contains("the-link")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"the-link", "the-link/deep", "dir/up/the-link"})
  void commit_whenADeclaredOutputLeadsOut_isRefused_andNamesIt(String declared) throws IOException {
    Commit commit = store(record("a", declared), output -> makeLinks(output, "/etc"));

    assertThat(commit)
        .isInstanceOfSatisfying(
            Commit.Refused.class,
            refused -> assertThat(refused.reason()).contains("the-link", "/etc"));
    assertAbsent("a");
  }

  private static void makeLinks(Path output, String target) throws IOException {
    var fs = output.getFileSystem();
    Files.createDirectories(output.resolve("dir"));
    write(output.resolve("file"), "x");
    Files.createSymbolicLink(output.resolve("dir/up"), fs.getPath(".."));
    if (target.equals("out")) {
      Files.createSymbolicLink(output.resolve("out"), fs.getPath("/"));
    }
    Files.createSymbolicLink(output.resolve("the-link"), fs.getPath(target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file",
        "dir",
        "dir/up/file",
        ".",
        "dir/..",
        "missing",
        "missing/x/../y",
        "the-link"
      })
  void commit_whenALinkStaysInside_keepsIt(String target) throws IOException {
    Commit commit =
        store(
            record("a"),
            output -> {
              var fs = output.getFileSystem();
              Files.createDirectories(output.resolve("dir"));
              write(output.resolve("file"), "x");
              Files.createSymbolicLink(output.resolve("dir/up"), fs.getPath(".."));
              Files.createSymbolicLink(output.resolve("the-link"), fs.getPath(target));
            });

    assertThat(commit).isEqualTo(new Commit.Stored());
    assertThat(Files.readSymbolicLink(entry("a").resolve("the-link"))).hasToString(target);
    assertThat(found("a").contains("the-link")).isEqualTo(Files.exists(entry("a").resolve(target)));
  }

  @Test
  void commit_whenALinkNamesItsTargetByTheStagingFolder_letsItLeadToTheEntry() throws IOException {
    store(
        record("a"),
        output -> {
          write(output.resolve("dir/file"), "content");
          Files.createDirectories(output.resolve("other/deep"));
          Files.createSymbolicLink(output.resolve("other/deep/link"), output.resolve("dir/file"));
          Files.createSymbolicLink(output.resolve("root"), output);
        });

    assertThat(entry("a").resolve("other/deep/link")).isSymbolicLink().hasContent("content");
    assertThat(entry("a").resolve("root/dir/file")).hasContent("content");
    assertThat(found("a").contains("root/other/deep/link")).isTrue();
  }

  @Test
  void commit_whenTheToolWroteANameOfTheCaches_leavesItOut() throws IOException {
    Commit commit =
        store(
            record("a"),
            output -> {
              write(output.resolve(".styxcache.done"), "not one");
              write(output.resolve("dir/.styxcache.done"), "kept");
            });

    assertThat(commit)
        .isInstanceOfSatisfying(
            Commit.Stored.class,
            stored -> assertThat(stored.leftOut()).containsOnlyKeys(".styxcache.done"));
    assertThat(entry("a").resolve("dir/.styxcache.done")).hasContent("kept");
    assertThat(found("a").contains(".styxcache.done")).isFalse();
  }

  @Test
  void keep_movesWhatTheToolMade_toAPlaceThatStays() throws IOException {
    Path kept;
    try (Staging staging = writer().stage(key("a"))) {
      write(staging.directory().resolve("dir/file"), "x");
      assertThat(staging.members(10)).containsExactly("dir", "dir/file");
      kept = staging.keep();
    }

    assertThat(kept.resolve("dir/file")).hasContent("x");
    assertAbsent("a");
  }

  @Test
  void commit_whenRefused_leavesTheFolderAsTheToolLeftIt() throws IOException {
    try (Staging staging = writer().stage(key("a"))) {
      Path output = staging.directory();
      write(output.resolve("file"), "x");
      Files.createSymbolicLink(output.resolve("link"), output.getFileSystem().getPath("/nowhere"));

      assertThat(staging.commit(record("a", "link"))).isInstanceOf(Commit.Refused.class);

      assertThat(output.resolve("file")).hasContent("x").isWritable();
      try (Stream<Path> names = Files.list(output)) {
        assertThat(names).hasSize(2);
      }
    }
  }
}
