package dev.styxcache.adapter.fs.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.adapter.fs.JimfsDisk;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.TreeCopier;
import dev.styxcache.testing.contract.TreeCopierContract;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeCopierTest {

  @Test
  void isFoundByItsPort() {
    assertThat(Services.only(TreeCopier.class)).isInstanceOf(FileTreeCopier.class);
  }

  @Nested
  class OnDisk extends TreeCopierContract {
    @TempDir Path temporary;

    @Override
    protected TreeCopier copier() {
      return new FileTreeCopier();
    }

    @Override
    protected Path directory() {
      return temporary;
    }
  }

  @Nested
  class OnJimfs extends TreeCopierContract {
    private final FileSystem disk = JimfsDisk.create();

    @AfterEach
    void closeDisk() throws IOException {
      disk.close();
    }

    @Override
    protected TreeCopier copier() {
      return new FileTreeCopier();
    }

    @Override
    protected Path directory() {
      return disk.getPath("/work");
    }
  }

  @Test
  void copy_toAnotherFileSystem_works(@TempDir Path directory) throws IOException {
    try (FileSystem disk = JimfsDisk.create()) {
      Path source = disk.getPath("/disk/source");
      Files.createDirectories(source.resolve("dir"));
      Files.writeString(source.resolve("dir/f\u00e5"), "content");
      Files.createSymbolicLink(source.resolve("link"), disk.getPath("dir"));

      new FileTreeCopier().copy(source, directory.resolve("target"));

      assertThat(directory.resolve("target/link/f\u00e5")).hasContent("content");
    }
  }
}
