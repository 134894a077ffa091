package dev.styxcache.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditableCopyTest {

  @TempDir Path scratch;
  private Path tree;
  private Path copy;

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectory(scratch.resolve("tree"));
    copy = scratch.resolve("copy");
  }

  private static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void link(Path link, String target) throws IOException {
    Files.createSymbolicLink(link, Path.of(target));
  }

  @Test
  void copyOfAFile_isWritable_andKeepsTimeAndOtherPermissions() throws IOException {
    Path file = Files.writeString(tree.resolve("file"), "content");
    FileTime time = FileTime.from(Instant.parse("2020-02-03T04:05:06Z"));
    Files.setLastModifiedTime(file, time);
    setMode(file, "r-xr-x---");

    EditableCopy.make(file, copy);

    assertThat(mode(copy)).isEqualTo("rwxr-x---");
    assertThat(Files.getLastModifiedTime(copy)).isEqualTo(time);
    Files.writeString(copy, "changed");
    assertThat(file).hasContent("content");
  }

  @Test
  void copyOfAReadOnlyTree_isWritableThroughout() throws IOException {
    Path sub = tree.resolve("sub");
    Files.createDirectories(sub.resolve("empty"));
    Files.writeString(sub.resolve("file"), "content");
    setMode(sub.resolve("file"), "r--r--r--");
    setMode(sub, "r-xr-xr-x");
    setMode(tree, "r-xr-xr-x");
    try {
      EditableCopy.make(tree, copy);
    } finally {
      setMode(tree, "rwxr-xr-x");
      setMode(sub, "rwxr-xr-x");
    }
    assertThat(mode(copy)).isEqualTo("rwxr-xr-x");
    assertThat(mode(copy.resolve("sub"))).isEqualTo("rwxr-xr-x");
    assertThat(mode(copy.resolve("sub/file"))).isEqualTo("rw-r--r--");
    assertThat(copy.resolve("sub/empty")).isEmptyDirectory();
  }

  @Test
  void linkToAFile_becomesAFile_asTheDigestTakesItForOne() throws IOException {
    Files.writeString(tree.resolve("file"), "inside");
    Path outside = Files.writeString(scratch.resolve("outside"), "outside");
    link(tree.resolve("relative"), "file");
    link(tree.resolve("absolute"), outside.toString());

    EditableCopy.make(tree, copy);

    for (String name : new String[] {"relative", "absolute"}) {
      assertThat(Files.isRegularFile(copy.resolve(name), LinkOption.NOFOLLOW_LINKS)).isTrue();
      Files.writeString(copy.resolve(name), "changed");
    }
    assertThat(copy.resolve("file")).hasContent("inside");
    assertThat(outside).hasContent("outside");
  }

  @Test
  void linkToADirectoryOfTheTree_leadsToItsCopy() throws IOException {
    Files.createDirectories(tree.resolve("a/deep"));
    Files.writeString(tree.resolve("a/file"), "content");
    link(tree.resolve("a/deep/absolute"), tree.resolve("a").toString());
    link(tree.resolve("relative"), "a/deep/../../a");
    link(tree.resolve("self"), tree.toString());

    EditableCopy.make(tree, copy);

    assertThat(Files.readSymbolicLink(copy.resolve("a/deep/absolute"))).isEqualTo(Path.of(".."));
    assertThat(Files.readSymbolicLink(copy.resolve("relative"))).isEqualTo(Path.of("a"));
    assertThat(Files.readSymbolicLink(copy.resolve("self"))).isEqualTo(Path.of("."));
    assertThat(copy.resolve("self/relative/deep/absolute/file")).hasContent("content");
  }

  @Test
  void linkToADirectoryOutside_becomesADirectory_andCirclesAreCopiedOnce() throws IOException {
    Path other = Files.createDirectory(scratch.resolve("other"));
    Files.writeString(other.resolve("file"), "outside");
    link(other.resolve("back"), tree.toString());
    link(other.resolve("here"), ".");
    link(tree.resolve("a"), other.toString());
    link(tree.resolve("b"), "../other");

    EditableCopy.make(tree, copy);

    assertThat(Files.isDirectory(copy.resolve("a"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(Files.readSymbolicLink(copy.resolve("b"))).isEqualTo(Path.of("a"));
    assertThat(Files.readSymbolicLink(copy.resolve("a/back"))).isEqualTo(Path.of(".."));
    assertThat(Files.readSymbolicLink(copy.resolve("a/here"))).isEqualTo(Path.of("."));
    Files.writeString(copy.resolve("b/file"), "changed");
    assertThat(other.resolve("file")).hasContent("outside");
  }

  @Test
  void linkThatLeadsNowhere_staysAsItIs() throws IOException {
    link(tree.resolve("nowhere"), "no/where");
    link(tree.resolve("loop"), "loop");

    EditableCopy.make(tree, copy);

    assertThat(Files.readSymbolicLink(copy.resolve("nowhere"))).isEqualTo(Path.of("no/where"));
    assertThat(Files.readSymbolicLink(copy.resolve("loop"))).isEqualTo(Path.of("loop"));
  }

  @Test
  void linkAtTheSource_isFollowed() throws IOException {
    Files.writeString(tree.resolve("file"), "content");
    link(scratch.resolve("link"), "tree");

    EditableCopy.make(scratch.resolve("link"), copy);

    assertThat(Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(copy.resolve("file")).hasContent("content");
  }

  @Test
  void directoryIntoItself_isRefused_andLeavesNothing() throws IOException {
    Files.createDirectory(tree.resolve("sub"));
    for (Path source : new Path[] {tree, scratch}) {
      assertThatThrownBy(() -> EditableCopy.make(source, tree.resolve("sub/copy")))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("into itself");
      assertThat(tree.resolve("sub")).isEmptyDirectory();
    }
  }

  @Test
  void somethingAtTheTarget_isKept() throws IOException {
    Path file = Files.writeString(tree.resolve("file"), "content");
    Files.writeString(copy, "other");

    assertThatThrownBy(() -> EditableCopy.make(file, copy))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(copy).hasContent("other");
  }

  @Test
  void pipe_isRefused_andLeavesNothing() throws Exception {
    Files.writeString(tree.resolve("a"), "content");
    Path pipe = tree.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> EditableCopy.make(tree, copy))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("pipe");

    assertThat(copy).doesNotExist();
  }
}
