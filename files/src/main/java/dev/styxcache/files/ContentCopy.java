package dev.styxcache.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the content of files: as reflinks, which share their blocks with the source, where the
 * file system supports it, and otherwise with holes in the place of blocks that are zero. The JDK
 * makes reflinks by itself since version 20. Before, {@code cp --reflink=always} copies large
 * files; if it fails, or the copy does not have the length of its source, the bytes are copied.
 */
final class ContentCopy {

  private static final Logger LOG = LoggerFactory.getLogger(ContentCopy.class);

  /** The first JDK version that makes reflinks. */
  private static final int FIRST_JDK_THAT_SHARES = 20;

  /** File systems with reflinks; on others a process would be started for nothing. */
  private static final Set<String> REFLINK_FILE_SYSTEMS =
      Set.of("btrfs", "xfs", "bcachefs", "ocfs2", "zfs");

  /** Minimum length, in bytes, of a file that is worth a process. */
  private static final long MIN_BYTES = 1 << 20;

  /** Minimum length, in bytes, of a file whose holes are worth keeping. */
  private static final long MIN_BYTES_WITH_HOLES = 1 << 16;

  private static final int BUFFER_BYTES = 1 << 17;

  /** A block as most file systems have it. */
  private static final byte[] ZEROS = new byte[4096];

  private ContentCopy() {}

  /**
   * Copies a file's content.
   *
   * @param source a regular file
   * @param target a path where nothing is
   * @throws IOException if it cannot be copied; the target may be incomplete
   */
  static void copy(Path source, Path target) throws IOException {
    long size = Files.size(source);
    if (size < MIN_BYTES_WITH_HOLES) {
      Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    } else if (size < MIN_BYTES || !supportsReflinks(source, target)) {
      copyWithHoles(source, target);
    } else if (Runtime.version().feature() >= FIRST_JDK_THAT_SHARES) {
      Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    } else if (!isShared(source, target, size)) {
      Files.deleteIfExists(target);
      copyWithHoles(source, target);
    }
  }

  private static boolean isShared(Path source, Path target, long size) throws IOException {
    return isUsableByProcesses(source)
        && isUsableByProcesses(target)
        && isCloned(source, target)
        && Files.size(target) == size;
  }

  /** Unlike {@link Files#copy} it ends when the thread is interrupted. */
  private static void copyWithHoles(Path source, Path target) throws IOException {
    byte[] bytes = new byte[BUFFER_BYTES];
    try (FileChannel from = FileChannel.open(source, StandardOpenOption.READ);
        FileChannel to =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
      long at = 0;
      long written = 0;
      while (true) {
        int length = fill(from, bytes);
        for (int start = 0; start < length; start += ZEROS.length) {
          int end = Math.min(length, start + ZEROS.length);
          if (!Arrays.equals(bytes, start, end, ZEROS, 0, end - start)) {
            write(to, ByteBuffer.wrap(bytes, start, end - start), at + start);
            written = at + end;
          }
        }
        at += length;
        if (length < bytes.length) {
          break;
        }
      }
      if (written < at) {
        // A channel cannot make a file longer but by a write.
        write(to, ByteBuffer.wrap(ZEROS, 0, 1), at - 1);
      }
    }
  }

  private static int fill(FileChannel from, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining() && from.read(buffer) >= 0) {
      // Reads on.
    }
    return buffer.position();
  }

  private static void write(FileChannel to, ByteBuffer bytes, long at) throws IOException {
    long begin = at - bytes.position();
    while (bytes.hasRemaining()) {
      to.write(bytes, begin + bytes.position());
    }
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
