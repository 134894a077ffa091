package dev.styxcache.adapter.hash.engine;

import dev.styxcache.blake3.NativeCode;
import dev.styxcache.blake3.NativeLibrary;
import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.files.FileStat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Files that are read and hashed in C, of {@code src/native}: loads the library at the first use.
 * Safe for use by many threads. Only for files of the default file system whose path is text in
 * UTF-8, since C opens them by their bytes.
 */
final class NativeFiles {

  private static final String NAME = "styxcache-files";

  /** How the JVM converts paths to bytes. */
  private static final boolean UTF_8 =
      System.getProperty("sun.jnu.encoding", "").toUpperCase(Locale.ROOT).equals("UTF-8");

  /** Numbers of a {@link FileStat}. */
  private static final int STAT_NUMBERS = 6;

  private static final char REPLACEMENT = '\uFFFD';

  private NativeFiles() {}

  /** Whether files can be hashed by {@link NativeCode}; loads both libraries. */
  static boolean areAvailable() {
    return Library.OBSTACLE == null;
  }

  /** Loaded at the first use, once. */
  private static final class Library {
    static final @Nullable String OBSTACLE = load();
    static final long API = OBSTACLE == null ? NativeCode.api() : 0;

    private static @Nullable String load() {
      Optional<String> obstacle = NativeCode.obstacle();
      String reason = obstacle.isPresent() ? obstacle.get() : loadOwn();
      if (reason != null) {
        LoggerFactory.getLogger(NativeFiles.class).debug("files are read in Java: {}", reason);
      }
      return reason;
    }

    private static @Nullable String loadOwn() {
      try {
        System.load(NativeLibrary.find(NativeFiles.class, NAME).toString());
        return fits(NativeCode.api())
            ? null
            : "the libraries " + NAME + " and styxcache-blake3 are of different versions";
      } catch (IOException e) {
        return String.valueOf(e.getMessage());
      } catch (LinkageError e) {
        return "the native code cannot be loaded: " + e.getMessage();
      }
    }
  }

  /**
   * The path as C needs it.
   *
   * @return the bytes, with a zero at the end; nothing if C cannot open the file
   */
  static Optional<byte[]> name(Path file) {
    String text = file.toString();
    if (file.getFileSystem() != FileSystems.getDefault()
        || !UTF_8
        || text.indexOf(REPLACEMENT) >= 0
        || text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of((text + '\0').getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Opens a file for {@link #subtree}.
   *
   * @return its number, to be {@linkplain #close closed}; negative if it cannot be opened
   */
  static native int open(byte[] name);

  static native void close(int fd);

  /**
   * Reads and hashes a subtree.
   *
   * @param workspace gets the chaining value, and lends its buffer
   * @param position offset in the file, a multiple of the size of a subtree
   * @return the number of bytes read, fewer than {@code length} where the file is shorter; or the
   *     negative error number
   */
  static int subtree(Workspace workspace, int fd, long position, int length) {
    ByteBuffer buffer = workspace.buffer(Workspace.MAX_BYTES);
    return subtree(Library.API, fd, buffer, position, length, workspace.chainingValue);
  }

  /**
   * Reads one byte.
   *
   * @return 1, or 0 at the end of the file, or the negative error number
   */
  static native int byteAt(int fd, long position);

  /** The message for an error number. */
  static native String message(int error);

  /**
   * Opens, reads and hashes small files, and compares each one's state with the expected one.
   *
   * @param files their paths
   * @param expected their states
   * @return their digests, one after the other; nothing if a file is not as expected, cannot be
   *     read, or cannot be opened in C
   */
  static Optional<byte[]> digests(List<Path> files, List<FileStat> expected) {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    long[] stats = new long[STAT_NUMBERS * files.size()];
    for (int i = 0; i < files.size(); i++) {
      Optional<byte[]> name = name(files.get(i));
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.writeBytes(name.get());
      FileStat stat = expected.get(i);
      int at = STAT_NUMBERS * i;
      stats[at] = stat.mode();
      stats[at + 1] = stat.size();
      stats[at + 2] = stat.modified();
      stats[at + 3] = stat.changed();
      stats[at + 4] = stat.device();
      stats[at + 5] = stat.inode();
    }
    byte[] digests = new byte[files.size() * ContentHash.BYTES];
    Workspace workspace = Workspace.take();
    try {
      ByteBuffer buffer = workspace.buffer(Workspace.MAX_BYTES);
      return batch(Library.API, buffer, names.toByteArray(), stats, files.size(), digests)
          ? Optional.of(digests)
          : Optional.empty();
    } finally {
      workspace.giveBack();
    }
  }

  private static native boolean fits(long api);

  private static native int subtree(
      long api, int fd, ByteBuffer buffer, long position, int length, int[] cv);

  private static native boolean batch(
      long api, ByteBuffer buffer, byte[] names, long[] stats, int count, byte[] digests);
}
