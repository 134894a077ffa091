package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies files as reflinks, which share their blocks with the source, where the file system
 * supports it. The JDK does so by itself since version 20. Before, {@code cp --reflink=always}
 * copies large files; if it fails, or the copy does not have the length of its source, the file is
 * copied by the JDK.
 */
final class BlockSharing {

  private static final Logger LOG = LoggerFactory.getLogger(BlockSharing.class);

  /** The first JDK version that makes reflinks. */
  private static final int FIRST_JDK_THAT_SHARES = 20;

  /** File systems with reflinks; on others a process would be started for nothing. */
  private static final Set<String> REFLINK_FILE_SYSTEMS =
      Set.of("btrfs", "xfs", "bcachefs", "ocfs2", "zfs");

  /** Minimum length, in bytes, of a file that is worth a process. */
  private static final long MIN_BYTES = 1 << 20;

  private BlockSharing() {}

  /**
   * Copies a file's content.
   *
   * @param source a regular file
   * @param target a path where nothing is
   * @throws IOException if it cannot be copied; the target may be incomplete
   */
  static void copy(Path source, Path target) throws IOException {
    if (Runtime.version().feature() >= FIRST_JDK_THAT_SHARES || !isShared(source, target)) {
      Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isShared(Path source, Path target) throws IOException {
    long size = Files.size(source);
    return size >= MIN_BYTES
        && isUsableByProcesses(source)
        && isUsableByProcesses(target)
        && supportsReflinks(source, target)
        && isCloned(source, target)
        && Files.size(target) == size;
  }

  /** Whether another process can use a path, of which it gets the text, not the bytes. */
  private static boolean isUsableByProcesses(Path path) {
    return path.getFileSystem().equals(FileSystems.getDefault())
        && Path.of(path.toString()).equals(path);
  }

  private static boolean supportsReflinks(Path source, Path target) throws IOException {
    FileStore store = Files.getFileStore(source);
    return REFLINK_FILE_SYSTEMS.contains(store.type())
        && store.equals(Files.getFileStore(target.toAbsolutePath().getParent()));
  }

  private static boolean isCloned(Path source, Path target) {
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      "cp",
                      "--reflink=always",
                      "--",
                      source.toAbsolutePath().toString(),
                      target.toAbsolutePath().toString()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        process.getOutputStream().close();
        return process.waitFor() == 0;
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      LOG.debug("cannot run cp to share blocks", e);
      return false;
    } catch (InterruptedException e) {
      // Copying itself cannot be interrupted; the caller sees the flag.
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
