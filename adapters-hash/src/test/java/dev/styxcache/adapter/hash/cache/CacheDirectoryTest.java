package dev.styxcache.adapter.hash.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.files.process.Tmpfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where memos may lie. */
class CacheDirectoryTest {

  private static final int NOBODY = 65534;

  @TempDir private Path disk;

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  @Test
  void directory_isCreatedForItsUserOnly() throws IOException {
    Path directory = CacheDirectory.open(DigestCacheSettings.in(disk.resolve("not/there")));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    TestDigests.add(TestDigests.cache(directory), 0, 1);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve(CacheFile.NAME))))
        .isEqualTo("rw-------");
  }

  @Test
  void directory_writableByOthers_isRefused() throws IOException {
    Path directory = Files.createDirectory(disk.resolve("cache"));
    TestDigests.add(TestDigests.cache(directory), 0, 10);
    for (String mode : new String[] {"rwxrwx---", "rwx----w-"}) {
      mode(directory, mode);
      assertThatThrownBy(() -> CacheDirectory.open(DigestCacheSettings.in(directory)))
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("chmod go-w");
      assertThat(TestDigests.count(TestDigests.cache(directory), 0, 10)).isZero();
    }
  }

  @Test
  void file_writableByOthers_isRefused() throws IOException {
    Path directory = Files.createDirectory(disk.resolve("cache"));
    TestDigests.add(TestDigests.cache(directory), 0, 10);
    mode(directory.resolve(CacheFile.NAME), "rw--w----");
    assertThat(TestDigests.count(TestDigests.cache(directory), 0, 10)).isZero();
  }

  @Test
  void linkInPlaceOfDirectoryOrFile_isRefused() throws IOException {
    Path directory = Files.createDirectory(disk.resolve("cache"));
    TestDigests.add(TestDigests.cache(directory), 0, 10);
    Path link = Files.createSymbolicLink(disk.resolve("link"), directory);
    assertThatThrownBy(() -> CacheDirectory.open(DigestCacheSettings.in(link)))
        .hasMessageContaining(link + " is not a directory");
    Path file = directory.resolve(CacheFile.NAME);
    Path moved = Files.move(file, disk.resolve("moved"));
    Files.createSymbolicLink(file, moved);
    assertThat(TestDigests.count(TestDigests.cache(directory), 0, 10)).isZero();
  }

  @Test
  void directoryOrFileOfAnotherUser_isRefused() throws IOException {
    assumeTrue(isRoot(), "only an administrator can give files away");
    Path directory = Files.createDirectory(disk.resolve("cache"));
    TestDigests.add(TestDigests.cache(directory), 0, 10);
    Files.setAttribute(directory.resolve(CacheFile.NAME), "unix:uid", NOBODY);
    assertThat(TestDigests.count(TestDigests.cache(directory), 0, 10)).isZero();
    Files.setAttribute(directory.resolve(CacheFile.NAME), "unix:uid", 0);
    assertThat(TestDigests.count(TestDigests.cache(directory), 0, 10)).isEqualTo(10);
    Files.setAttribute(directory, "unix:uid", NOBODY);
    assertThatThrownBy(() -> CacheDirectory.open(DigestCacheSettings.in(directory)))
        .hasMessageContaining("belongs to another user");
  }

  @Test
  void directoryOnAnUnsuitableFileSystem_isReplacedByTheFallback() throws IOException {
    // One that every Linux has and that is no disk.
    Path foreign = Path.of("/proc/styxcache-cache");
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    assertThat(CacheDirectory.choose(new DigestCacheSettings(foreign, Optional.of(disk))))
        .isEqualTo(disk.resolve("styxcache-memo-" + user));
    assertThatThrownBy(() -> CacheDirectory.choose(DigestCacheSettings.in(foreign)))
        .hasMessageContaining("is on a file system of type proc");
    assertThat(TestDigests.count(TestDigests.cache(foreign), 0, 10)).isZero();
  }

  @Test
  void networkFileSystems_areNeitherSuitableNorTrusted() {
    for (String type :
        new String[] {
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "lustre",
          "fuse.sshfs",
          "fuseblk",
          "9p",
          "virtiofs",
          "ceph",
          "gpfs",
          "beegfs",
          "afs",
          "squashfs",
          "iso9660"
        }) {
      assertThat(LocalFileSystems.isSuitableForCache(type)).as(type).isFalse();
    }
    for (String type : new String[] {"ext4", "xfs", "btrfs", "zfs", "overlay", "tmpfs"}) {
      assertThat(LocalFileSystems.isSuitableForCache(type)).as(type).isTrue();
    }
  }

  @Test
  void fileSystemsWhereWritesLeaveTheTimes_areNotTrusted() {
    assertThat(LocalFileSystems.isTrusted("ext4")).isTrue();
    for (String type : new String[] {"tmpfs", "overlay"}) {
      assertThat(LocalFileSystems.isTrusted(type)).as(type).isFalse();
    }
  }

  @Test
  void fullDisk_disablesTheCacheOnly() throws IOException {
    try (Tmpfs small = Tmpfs.mount(disk.resolve("small"), "256k")) {
      assumeTrue(small.isMounted(), small.why());
      Path directory = small.path().resolve("cache");
      DigestCache cache = TestDigests.cache(directory);
      TestDigests.add(cache, 0, 100);
      TestDigests.add(cache, 1_000, 5_000);
      assertThat(TestDigests.count(cache, 1_000, 5_000)).isZero();
      DigestCache next = TestDigests.cache(directory);
      assertThat(TestDigests.count(next, 0, 100)).isEqualTo(100);
      next.flush();
    }
  }

  @Test
  void readOnlyDirectory_disablesTheCacheOnly() throws IOException {
    try (Tmpfs small = Tmpfs.mount(disk.resolve("small"), "1m")) {
      assumeTrue(small.isMounted(), small.why());
      Path directory = small.path().resolve("cache");
      TestDigests.add(TestDigests.cache(directory), 0, 100);
      small.remountReadOnly();
      DigestCache cache = TestDigests.cache(directory);
      assertThat(TestDigests.count(cache, 0, 100)).isEqualTo(100);
      TestDigests.add(cache, 100, 200);
      DigestCache next = TestDigests.cache(directory);
      assertThat(TestDigests.count(next, 0, 200)).isEqualTo(100);
      next.flush();
    }
  }
}
