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
class MemoPlaceTest {

  private static final int NOBODY = 65534;

  @TempDir private Path disk;

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  @Test
  void directory_isMadeForItsUserAlone() throws IOException {
    Path directory = MemoPlace.open(DigestCacheSettings.in(disk.resolve("not/there")));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
        .isEqualTo("rwx------");
    MemoCase.remember(MemoCase.memo(directory), 0, 1);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve(MemoFile.NAME))))
        .isEqualTo("rw-------");
  }

  @Test
  void directory_thatOthersMayWriteTo_isRefused() throws IOException {
    Path directory = Files.createDirectory(disk.resolve("memo"));
    MemoCase.remember(MemoCase.memo(directory), 0, 10);
    for (String mode : new String[] {"rwxrwx---", "rwx----w-"}) {
      mode(directory, mode);
      assertThatThrownBy(() -> MemoPlace.open(DigestCacheSettings.in(directory)))
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("chmod go-w");
      assertThat(MemoCase.known(MemoCase.memo(directory), 0, 10)).isZero();
    }
  }

  @Test
  void file_thatOthersMayWriteTo_isRefused() throws IOException {
    Path directory = Files.createDirectory(disk.resolve("memo"));
    MemoCase.remember(MemoCase.memo(directory), 0, 10);
    mode(directory.resolve(MemoFile.NAME), "rw--w----");
    assertThat(MemoCase.known(MemoCase.memo(directory), 0, 10)).isZero();
  }

  @Test
  void linkInPlaceOfDirectoryOrFile_isRefused() throws IOException {
    Path directory = Files.createDirectory(disk.resolve("memo"));
    MemoCase.remember(MemoCase.memo(directory), 0, 10);
    Path link = Files.createSymbolicLink(disk.resolve("link"), directory);
    assertThatThrownBy(() -> MemoPlace.open(DigestCacheSettings.in(link)))
        .hasMessageContaining(link + " is not a directory");
    Path file = directory.resolve(MemoFile.NAME);
    Path moved = Files.move(file, disk.resolve("moved"));
    Files.createSymbolicLink(file, moved);
    assertThat(MemoCase.known(MemoCase.memo(directory), 0, 10)).isZero();
  }

  @Test
  void whatBelongsToSomebodyElse_isRefused() throws IOException {
    assumeTrue(isRoot(), "only an administrator can give files away");
    Path directory = Files.createDirectory(disk.resolve("memo"));
    MemoCase.remember(MemoCase.memo(directory), 0, 10);
    Files.setAttribute(directory.resolve(MemoFile.NAME), "unix:uid", NOBODY);
    assertThat(MemoCase.known(MemoCase.memo(directory), 0, 10)).isZero();
    Files.setAttribute(directory.resolve(MemoFile.NAME), "unix:uid", 0);
    assertThat(MemoCase.known(MemoCase.memo(directory), 0, 10)).isEqualTo(10);
    Files.setAttribute(directory, "unix:uid", NOBODY);
    assertThatThrownBy(() -> MemoPlace.open(DigestCacheSettings.in(directory)))
        .hasMessageContaining("belongs to another user");
  }

  @Test
  void directoryOnAnotherKindOfFileSystem_givesWayToOneElsewhere() throws IOException {
    // One that every Linux has and that is no disk.
    Path foreign = Path.of("/proc/styxcache-memo");
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    assertThat(MemoPlace.choose(new DigestCacheSettings(foreign, Optional.of(disk))))
        .isEqualTo(disk.resolve("styxcache-memo-" + user));
    assertThatThrownBy(() -> MemoPlace.choose(DigestCacheSettings.in(foreign)))
        .hasMessageContaining("is on a file system of type proc");
    assertThat(MemoCase.known(MemoCase.memo(foreign), 0, 10)).isZero();
  }

  @Test
  void networkFileSystems_areNeitherPlacesNorTrusted() {
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
      assertThat(LocalFileSystems.isFitForMemo(type)).as(type).isFalse();
    }
    for (String type : new String[] {"ext4", "xfs", "btrfs", "zfs", "overlay", "tmpfs"}) {
      assertThat(LocalFileSystems.isFitForMemo(type)).as(type).isTrue();
    }
  }

  @Test
  void whereFilesKeepTheirTimesWhenTheyAreWrittenTo_theyAreNotTrusted() {
    assertThat(LocalFileSystems.isTrusted("ext4")).isTrue();
    for (String type : new String[] {"tmpfs", "overlay"}) {
      assertThat(LocalFileSystems.isTrusted(type)).as(type).isFalse();
    }
  }

  @Test
  void fullDisk_costsTheMemoOnly() throws IOException {
    try (Tmpfs small = Tmpfs.mount(disk.resolve("small"), "256k")) {
      assumeTrue(small.isMounted(), small.why());
      Path directory = small.path().resolve("memo");
      FileMemo memo = MemoCase.memo(directory);
      MemoCase.remember(memo, 0, 100);
      MemoCase.remember(memo, 1_000, 5_000);
      assertThat(MemoCase.known(memo, 1_000, 5_000)).isZero();
      FileMemo next = MemoCase.memo(directory);
      assertThat(MemoCase.known(next, 0, 100)).isEqualTo(100);
      next.flush();
    }
  }

  @Test
  void readOnlyDirectory_costsTheMemoOnly() throws IOException {
    try (Tmpfs small = Tmpfs.mount(disk.resolve("small"), "1m")) {
      assumeTrue(small.isMounted(), small.why());
      Path directory = small.path().resolve("memo");
      MemoCase.remember(MemoCase.memo(directory), 0, 100);
      small.remountReadOnly();
      FileMemo memo = MemoCase.memo(directory);
      assertThat(MemoCase.known(memo, 0, 100)).isEqualTo(100);
      MemoCase.remember(memo, 100, 200);
      FileMemo next = MemoCase.memo(directory);
      assertThat(MemoCase.known(next, 0, 200)).isEqualTo(100);
      next.flush();
    }
  }
}
