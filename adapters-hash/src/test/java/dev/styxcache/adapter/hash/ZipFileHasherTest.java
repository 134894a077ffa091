package dev.styxcache.adapter.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.spi.ContentHasher.HashedContent;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is neither a disk nor made for tests, and has no links. */
class ZipFileHasherTest {

  @TempDir private Path directory;

  private static void makeTree(Path root) throws IOException {
    Files.createDirectories(root.resolve("d/empty"));
    Files.writeString(root.resolve("d/file"), "1");
    Files.writeString(root.resolve("d.txt"), "2");
  }

  @Test
  void hash_ofTreeInAZipFile_isThatOfTheSameTreeOnDisk() throws IOException {
    Path disk = directory.resolve("tree");
    makeTree(disk);
    try (FileSystem zip =
        FileSystems.newFileSystem(directory.resolve("a.zip"), Map.of("create", "true"))) {
      Path tree = zip.getPath("/tree");
      makeTree(tree);
      HashedContent content = Digests.content(tree);
      assertThat(content.hash()).isEqualTo(Digests.of(disk));
      assertThat(content.watch().findChange()).isEmpty();
      Files.writeString(tree.resolve("d/file"), "22");
      assertThat(content.watch().findChange()).contains(tree.resolve("d/file"));
      assertThat(Digests.of(tree.resolve("d.txt"))).isEqualTo(Digests.of("2"));
    }
  }
}
