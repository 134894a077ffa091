package dev.styxcache.adapter.hash.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Recognises file systems whose times and inodes show every change of a file: those of local disks,
 * which get their times from this machine's clock and kernel.
 *
 * <p>All others are excluded. Network file systems (nfs, cifs, lustre, …) have another machine's
 * clock, and show times that may be seconds old. File systems in user space (fuse) promise nothing.
 * Read-only images (squashfs, iso9660) can be replaced by others with the same times. In memory
 * (tmpfs) a write through a mapping leaves the times as they are; so it does on overlays, whose
 * upper layer may be in memory, which cannot be seen from within a container.
 *
 * <p>For one thread, and for as long as no mount changes.
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

  /** Further file systems that the cache itself may be on. */
  private static final Set<String> SUITABLE_FOR_CACHE = Set.of("overlay", "tmpfs", "hfs");

  private final Map<Long, Boolean> trusted = new HashMap<>();

  /**
   * Whether a file's times and inode show every change.
   *
   * @param file a file of the default file system
   * @param device the number of its device
   * @return whether they do
   */
  boolean isTrusted(Path file, long device) {
    // The list of mounts is read once per file system.
    return trusted.computeIfAbsent(device, number -> isTrusted(file));
  }

  private static boolean isTrusted(Path file) {
    try {
      return isTrusted(typeOf(file));
    } catch (IOException e) {
      // An unknown type is not trusted; if the file is gone, the read that follows fails.
      return false;
    }
  }

  static boolean isTrusted(String type) {
    return TRUSTED.contains(type);
  }

  static boolean isSuitableForCache(String type) {
    return isTrusted(type) || SUITABLE_FOR_CACHE.contains(type);
  }

  static String typeOf(Path file) throws IOException {
    return Files.getFileStore(file).type();
  }
}
