package dev.styxcache.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.spi.TreeCopier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link TreeCopier} promises. */
public abstract class TreeCopierContract {

  /**
   * The copier.
   *
   * @return the copier
   */
  protected abstract TreeCopier copier();

  /**
   * A directory to work in.
   *
   * @return an existing directory, empty at the first call
   */
  protected abstract Path directory();

  private Path source() throws IOException {
    return Files.createDirectories(directory().resolve("source"));
  }

  private Path target() {
    return directory().resolve("target");
  }

  @Test
  void copy_hasContents_emptyDirectories_andLinksAsLinks() throws IOException {
    Files.createDirectories(source().resolve("dir/sub"));
    Files.createDirectories(source().resolve("empty"));
    Files.writeString(source().resolve("dir/sub/file"), "content");
    Files.writeString(source().resolve("none"), "");
    var fs = source().getFileSystem();
    Files.createSymbolicLink(source().resolve("to-file"), fs.getPath("dir/sub/file"));
    Files.createSymbolicLink(source().resolve("to-dir"), fs.getPath("dir"));
    Files.createSymbolicLink(source().resolve("nowhere"), fs.getPath("/no/where"));

    copier().copy(source(), target());

    assertThat(target().resolve("dir/sub/file")).hasContent("content");
    assertThat(target().resolve("none")).isEmptyFile();
    assertThat(target().resolve("empty")).isEmptyDirectory();
    assertThat(Files.readSymbolicLink(target().resolve("to-file"))).hasToString("dir/sub/file");
    assertThat(Files.readSymbolicLink(target().resolve("to-dir"))).hasToString("dir");
    assertThat(Files.readSymbolicLink(target().resolve("nowhere"))).hasToString("/no/where");
  }

  @Test
  void copy_isWholeForBigFiles() throws IOException {
    byte[] big = new byte[5_000_011];
    new java.util.Random(42).nextBytes(big);
    Files.write(source().resolve("big"), big);

    copier().copy(source(), target());

    assertThat(Files.readAllBytes(target().resolve("big"))).isEqualTo(big);
  }

  @Test
  void copy_keepsModes() throws IOException {
    Path tool = Files.writeString(source().resolve("tool"), "#!/bin/sh\n");
    Path dir = Files.createDirectory(source().resolve("dir"));
    Files.writeString(dir.resolve("file"), "x");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("r-xr-xr--"));
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("r-xr-x---"));

    copier().copy(source(), target());

    assertThat(modeOf(target().resolve("tool"))).isEqualTo("r-xr-xr--");
    assertThat(modeOf(target().resolve("dir"))).isEqualTo("r-xr-x---");
    assertThat(modeOf(tool)).isEqualTo("r-xr-xr--");
    for (Path made : new Path[] {dir, target().resolve("dir")}) {
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-x---"));
    }
  }

  private static String modeOf(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void copy_isNeverTheSameFile() throws IOException {
    Files.writeString(source().resolve("file"), "one");
    copier().copy(source(), target());

    Files.writeString(target().resolve("file"), "changed");

    assertThat(source().resolve("file")).hasContent("one");
  }

  @Test
  void copy_replacesFilesAndLinks_evenReadOnlyOnes_andKeepsOthers() throws IOException {
    Files.createDirectories(source().resolve("dir"));
    Files.writeString(source().resolve("dir/file"), "new");
    Files.writeString(source().resolve("was-link"), "new");
    Files.createSymbolicLink(source().resolve("link"), source().getFileSystem().getPath("dir"));
    Path outside = Files.writeString(directory().resolve("outside"), "mine");
    Files.createDirectories(target().resolve("dir"));
    Path old = Files.writeString(target().resolve("dir/file"), "old and longer");
    Files.setPosixFilePermissions(old, java.util.Set.of(PosixFilePermission.OWNER_READ));
    Files.writeString(target().resolve("other"), "stays");
    Files.writeString(target().resolve("link"), "was a file");
    Files.createSymbolicLink(target().resolve("was-link"), outside);

    copier().copy(source(), target());

    assertThat(old).hasContent("new");
    assertThat(target().resolve("was-link")).hasContent("new");
    assertThat(Files.isSymbolicLink(target().resolve("was-link"))).isFalse();
    assertThat(outside).as("what a replaced link led to").hasContent("mine");
    assertThat(target().resolve("link")).isSymbolicLink();
    assertThat(target().resolve("other")).hasContent("stays");
    try (Stream<Path> all = Files.walk(target())) {
      assertThat(all).as("temporary files").hasSize(6);
    }
  }

  @Test
  void copy_whenADirectoryIsInTheWayOfAFile_saysSo_andDeletesNothing() throws IOException {
    Files.writeString(source().resolve("name"), "file");
    Files.createDirectories(target().resolve("name"));
    Files.writeString(target().resolve("name/mine"), "mine");

    assertThatThrownBy(() -> copier().copy(source(), target()))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining(target().resolve("name").toString());
    assertThat(target().resolve("name/mine")).hasContent("mine");
  }

  @Test
  void copy_ofWhatIsNoDirectory_saysSo() {
    assertThatThrownBy(() -> copier().copy(directory().resolve("no"), target()))
        .isInstanceOf(CacheUnavailableException.class)
        .hasMessageContaining("no");
  }

  @Test
  void copy_intoItself_isRefused() throws IOException {
    Files.writeString(source().resolve("file"), "x");
    assertThatThrownBy(() -> copier().copy(source(), source().resolve("sub/dir")))
        .isInstanceOf(CacheUnavailableException.class);
    assertThatThrownBy(() -> copier().copy(source(), source()))
        .isInstanceOf(CacheUnavailableException.class);
    assertThat(source().resolve("file")).hasContent("x");
  }
}
