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
 * Copies contents so that the copy shares its blocks with the source where the file system can do
 * that. From version 20 on the JDK does so by itself. Before, {@code cp} is asked to share the
 * blocks of a large file or to fail; whatever it says, a copy that is not as long as its source is
 * made again in the plain way.
 */
final class BlockSharing {

  private static final Logger LOG = LoggerFactory.getLogger(BlockSharing.class);

  private static final int FIRST_JDK_THAT_SHARES = 20;

  /** The file systems that can share blocks; asking others would cost a process for nothing. */
  private static final Set<String> ABLE = Set.of("btrfs", "xfs", "bcachefs", "ocfs2", "zfs");

  /** Below this length, copying is quicker than starting a process. */
  private static final long LEAST_BYTES = 1 << 20;

  private BlockSharing() {}

  /**
   * Copies a file's content.
   *
   * @param source a regular file
   * @param target where nothing is
   * @throws IOException if it cannot be copied; something may be at the target
   */
  static void copy(Path source, Path target) throws IOException {
    if (Runtime.version().feature() >= FIRST_JDK_THAT_SHARES || !isShared(source, target)) {
      Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isShared(Path source, Path target) throws IOException {
    long size = Files.size(source);
    return size >= LEAST_BYTES
        && isSpelt(source)
        && isSpelt(target)
        && isAble(source, target)
        && isCloned(source, target)
        && Files.size(target) == size;
  }

  /** Whether another process can be told of a path: it gets its text, not its bytes. */
  private static boolean isSpelt(Path path) {
    return path.getFileSystem().equals(FileSystems.getDefault())
        && Path.of(path.toString()).equals(path);
  }

  private static boolean isAble(Path source, Path target) throws IOException {
    FileStore store = Files.getFileStore(source);
    return ABLE.contains(store.type())
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
      LOG.debug("cp cannot be asked to share blocks", e);
      return false;
    } catch (InterruptedException e) {
      // Copying itself cannot be interrupted; who called will see the flag.
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
