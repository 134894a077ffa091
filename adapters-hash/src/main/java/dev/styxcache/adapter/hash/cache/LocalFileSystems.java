package dev.styxcache.adapter.hash.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells the file systems on which a file that has not changed can be told by its times and inode:
 * those of disks, whose times are given by this machine's clock and kernel.
 *
 * <p>All others are left out. Network file systems (nfs, cifs, lustre, …) have another machine's
 * clock, and show times that may be some seconds old. Those in user space (fuse) promise nothing.
 * Images that are only read (squashfs, iso9660) can be exchanged for others with the same times.
 * And in memory (tmpfs) a file that is written to through a mapping keeps its times, which holds
 * for overlays too, whose upper layer may be there: within a container nobody can tell.
 *
 * <p>For one thread and for as long as nothing is mounted in the place of something else.
 */
final class LocalFileSystems {

  private static final Set<String> TRUSTED =
      Set.of(
          "ext2",
          "ext3",
          "ext4",
          "xfs",
          "btrfs",
          "zfs",
          "f2fs",
          "bcachefs",
          "jfs",
          "nilfs2",
          "apfs",
          "ufs");

  /** Where a memo itself may lie, besides. */
  private static final Set<String> FIT_FOR_A_MEMO = Set.of("overlay", "tmpfs", "hfs");

  private final Map<Long, Boolean> trusted = new HashMap<>();

  /** Knows none yet. */
  LocalFileSystems() {}

  /**
   * Whether a file's times and inode tell whether it has changed.
   *
   * @param file a file of this machine's file systems
   * @param device the number of its device
   * @return whether they do
   */
  boolean isTrusted(Path file, long device) {
    // The list of mounts is read for each file system once.
    return trusted.computeIfAbsent(device, number -> isTrusted(file));
  }

  private static boolean isTrusted(Path file) {
    try {
      return isTrusted(typeOf(file));
    } catch (IOException e) {
      // What cannot be found out is not trusted; if the file is gone, whoever reads it will tell.
      return false;
    }
  }

  static boolean isTrusted(String type) {
    return TRUSTED.contains(type);
  }

  static boolean isFitForMemo(String type) {
    return isTrusted(type) || FIT_FOR_A_MEMO.contains(type);
  }

  static String typeOf(Path file) throws IOException {
    return Files.getFileStore(file).type();
  }
}
