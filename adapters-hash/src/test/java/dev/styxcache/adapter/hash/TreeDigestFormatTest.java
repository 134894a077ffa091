package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.hash.Digests.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The digest of a directory, byte by byte as {@code docs/key-format.md} has it. */
class TreeDigestFormatTest {

  @TempDir private Path directory;

  private void file(String path, String content) throws IOException {
    Files.writeString(inItsFolder(path), content);
  }

  private void link(String path, String target) throws IOException {
    Files.createSymbolicLink(inItsFolder(path), Path.of(target));
  }

  private Path inItsFolder(String path) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return file;
  }

  private void chmod(String path, String permissions) throws IOException {
    Files.setPosixFilePermissions(
        directory.resolve(path), PosixFilePermissions.fromString(permissions));
  }

  @Test
  void tree_ofPlainFiles_hasOnlyPythonsPart() throws IOException {
    file("in/b", "1");
    file("in/a/c", "22");
    file("in/a.txt", "333");
    file("in/z/\n'\"\\ \u00e9", "");
    assertThat(Digests.of(directory.resolve("in")))
        .isEqualTo(
            new Tree()
                .file("a/c", "22")
                .file("a.txt", "333")
                .file("b", "1")
                .file("z/\n'\"\\ \u00e9", "")
                .hash());
  }

  @Test
  void paths_areOrderedSegmentBySegmentByCodePoints() throws IOException {
    List<String> ordered =
        List.of(
            "A",
            "a",
            "a/b",
            "a/b.c",
            "a-b",
            "a.b/c",
            "aa",
            "b",
            "\u00e9",
            "\ue000",
            "\ud83d\ude00");
    Tree expected = new Tree();
    for (String path : ordered) {
      if (path.equals("a") || path.equals("b")) {
        continue;
      }
      file("in/" + path, path);
      expected.file(path, path);
    }
    assertThat(Digests.of(directory.resolve("in"))).isEqualTo(expected.hash());
  }

  @Test
  void executableFiles_areInTheSecondPart_whoeverMayExecuteThem() throws IOException {
    file("in/a", "1");
    file("in/b", "1");
    file("in/c", "1");
    file("in/d", "1");
    Tree plain = new Tree().file("a", "1").file("b", "1").file("c", "1").file("d", "1");
    assertThat(Digests.of(directory.resolve("in"))).isEqualTo(plain.hash());
    chmod("in/a", "rwx------");
    chmod("in/b", "rw-r-xr--");
    chmod("in/d", "rw-r--r-x");
    assertThat(Digests.of(directory.resolve("in")))
        .isEqualTo(
            plain.number(0).kind('x').text("a").kind('x').text("b").kind('x').text("d").hash());
  }

  @Test
  void linkToExecutableFile_countsAsTheFile() throws IOException {
    file("tool", "1");
    chmod("tool", "rwxr-xr-x");
    link("in/l", "../tool");
    assertThat(Digests.of(directory.resolve("in")))
        .isEqualTo(new Tree().file("l", "1").number(0).kind('x').text("l").hash());
  }

  @Test
  void emptyDirectories_areInTheSecondPart() throws IOException {
    file("in/a/b", "1");
    Files.createDirectories(directory.resolve("in/c/d"));
    Files.createDirectories(directory.resolve("in/A"));
    assertThat(Digests.of(directory.resolve("in")))
        .isEqualTo(
            new Tree().file("a/b", "1").number(0).kind('d').text("A").kind('d').text("c/d").hash());
  }

  @Test
  void emptyTree_isAnEmptyDirectoryWithoutPath() throws IOException {
    assertThat(Digests.of(directory)).isEqualTo(new Tree().number(0).kind('d').text("").hash());
  }

  @Test
  void brokenLinks_areInTheSecondPartWithTheirTargets() throws IOException {
    file("in/file", "1");
    List<String> targets =
        List.of(
            "nowhere",
            "/nowhere/at all",
            "loop4",
            "loop3",
            "file/below",
            "file/..",
            "x".repeat(300),
            "../in/../in/none",
            "/..//../none");
    Tree expected = new Tree().file("file", "1").number(0);
    for (int i = 0; i < targets.size(); i++) {
      String name = "loop" + (i + 1);
      link("in/" + name, targets.get(i));
      expected.kind('l').text(name).text(Path.of(targets.get(i)).toString());
    }
    assertThat(Digests.of(directory.resolve("in"))).isEqualTo(expected.hash());
  }

  @Test
  void linksToDirectoriesOfTheSameTree_areInTheSecondPartWithTheirTargets() throws IOException {
    file("in/d/file", "1");
    link("in/a", "d");
    link("in/d/up", "..");
    link("in/l", directory.resolve("in/d").toString());
    link("elsewhere", "in");
    link("in/z", "../elsewhere/d");
    assertThat(Digests.of(directory.resolve("elsewhere")))
        .isEqualTo(
            new Tree()
                .file("d/file", "1")
                .number(0)
                .kind('l')
                .text("a")
                .text("d")
                .kind('l')
                .text("d/up")
                .text("..")
                .kind('l')
                .text("l")
                .text(directory.resolve("in/d").toString())
                .kind('l')
                .text("z")
                .text("../elsewhere/d")
                .hash());
  }

  @Test
  void linksToOtherDirectories_areInTheSecondPartWithTheirContent() throws IOException {
    file("in/file", "1");
    file("other/d/file", "2");
    file("other/file", "3");
    file("third/file", "4");
    link("in/a", "../other");
    link("in/b", "../other/d");
    link("in/c", "../third");
    link("in/d", "./../other");
    // Back to the first tree, and on to the third one.
    link("other/back", "../in");
    link("other/d/on", "../../third");
    assertThat(Digests.of(directory.resolve("in")))
        .isEqualTo(
            new Tree()
                .file("file", "1")
                .number(0)
                .kind('D')
                .text("a")
                .text("../other")
                .number(1)
                .text("")
                .kind('D')
                .text("b")
                .text("../other/d")
                .number(1)
                .text("d")
                .kind('D')
                .text("c")
                .text("../third")
                .number(2)
                .text("")
                .kind('D')
                .text("d")
                .text("./../other")
                .number(1)
                .text("")
                .kind('T')
                .digest(
                    new Tree()
                        .file("d/file", "2")
                        .file("file", "3")
                        .number(0)
                        .kind('D')
                        .text("back")
                        .text("../in")
                        .number(0)
                        .text("")
                        .kind('D')
                        .text("d/on")
                        .text("../../third")
                        .number(2)
                        .text("")
                        .hash())
                .kind('T')
                .digest(new Tree().file("file", "4").hash())
                .hash());
  }

  @Test
  void linksBetweenManyDirectories_areFollowedOnceEach() throws IOException {
    int count = 40;
    for (int i = 0; i < count; i++) {
      file("d" + i + "/file", "" + i);
      for (int j = 0; j < count; j++) {
        link("d" + i + "/to" + j, "../d" + j);
      }
    }
    List<String> hashes = new ArrayList<>();
    for (int i = 0; i < count; i += 13) {
      hashes.add(Digests.of(directory.resolve("d" + i)).hex());
    }
    assertThat(hashes).doesNotHaveDuplicates();
  }

  @Test
  void tree_isTheSameElsewhere() throws IOException {
    for (String place : List.of("one", "two/deeper")) {
      file(place + "/in/file", "1");
      file(place + "/other/file", "2");
      link(place + "/in/link", "../other");
      link(place + "/in/inner", ".");
    }
    assertThat(Digests.of(directory.resolve("one/in")))
        .isEqualTo(Digests.of(directory.resolve("two/deeper/in")));
  }
}
