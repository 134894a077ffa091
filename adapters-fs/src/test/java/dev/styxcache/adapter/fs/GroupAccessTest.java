package dev.styxcache.adapter.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.styxcache.application.spi.EntryWriter;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.application.spi.Staging;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.StoreSettings;
import dev.styxcache.application.spi.WriteAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache directory that a group shares, whatever the umask of its members. */
class GroupAccessTest {

  @TempDir Path disk;

  private OpenedStore open(Map<String, Object> options) {
    return new LocalStoreProvider()
        .open(new StoreSettings(disk.resolve("cache"), options, StoreOnDisk.HASHER));
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  @Test
  void directories_areWritableByTheGroupAndHandItOn_andFilesAreReadable() throws IOException {
    OpenedStore store = open(Map.of("shared", "group"));
    EntryWriter writer = ((WriteAccess.Granted) store.store().writeAccess()).writer();
    try (KeyLock lock = store.locks().acquire(StoreOnDisk.key("a"), holder -> {});
        Staging staging = writer.stage(StoreOnDisk.key("a"))) {
      Path folder = Files.createDirectory(staging.directory().resolve("dir"));
      Path file = Files.writeString(folder.resolve("file"), "x");
      Path tool = Files.writeString(folder.resolve("tool"), "x");
      // As a tool with a umask of 077 leaves them.
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
      try (Stream<Path> locks = Files.list(disk.resolve("cache/.locks"))) {
        assertThat(locks).isNotEmpty().allMatch(path -> isWritableByGroup(path));
      }
      staging.commit(StoreOnDisk.record("a"));
    }

    Path entry = store.store().directoryOf(StoreOnDisk.key("a"));
    for (Path folder :
        new Path[] {
          disk.resolve("cache"),
          disk.resolve("cache/.locks"),
          disk.resolve("cache/.incoming"),
          entry.getParent(),
          entry,
          entry.resolve("dir")
        }) {
      assertThat(mode(folder) & 02070).as("%s", folder).isEqualTo(02070);
    }
    assertThat(mode(entry.resolve("dir/file"))).isEqualTo(0440);
    assertThat(mode(entry.resolve("dir/tool"))).isEqualTo(0550);
    assertThat(mode(entry.resolve(".styxcache.json")) & 0040).isEqualTo(0040);
    assertThat(manifestMode(entry, "600")).as("as the tool left it").isTrue();
  }

  private static boolean isWritableByGroup(Path path) {
    try {
      return (mode(path) & 0060) == 0060;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean manifestMode(Path entry, String mode) throws IOException {
    return Files.readString(entry.resolve(".styxcache.json")).contains("\"mode\":\"" + mode + "\"");
  }

  @Test
  void anyOtherWord_isRefused() {
    assertThatThrownBy(() -> open(Map.of("shared", "world"))).hasMessageContaining("\"group\"");
    assertThatThrownBy(() -> open(Map.of("sahred", "group"))).hasMessageContaining("sahred");
  }
}
