package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the file system says of one file, as {@code stat} in POSIX.
 *
 * <p>There are two ways to read it. {@link #of} is the fast one: kind, permissions, size, time of
 * modification and a digest of the identity. {@link #exact} also reads what shows every change: the
 * time of the last change and the whole identity. Compare only values that were read in the same
 * way.
 *
 * @param mode the kind of file and its permission bits, as {@code st_mode} in POSIX; see {@link
 *     #kind} and {@link #permissions}
 * @param size length in bytes
 * @param modified time of the last write to the content, in nanoseconds since 1970; can be set at
 *     will
 * @param changed time of the last change of any kind, in nanoseconds since 1970. Nobody can set it.
 *     Equals {@code modified} where the file system has no such time, and in a fast read
 * @param device number of the device; with {@code inode} it identifies the file. 0 in a fast read
 * @param inode number of the file on its device; in a fast read, a hash of both numbers. 0 where
 *     the file system has no such number
 */
public record FileStat(int mode, long size, long modified, long changed, long device, long inode) {

  private static final int TYPE_BITS = 0170000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;
  private static final int SOCKET = 0140000;
  private static final int PERMISSION_BITS = 0777;
  private static final int EXECUTABLE = 0111;

  /** Permissions where the file system has none. */
  private static final int FILE_PERMISSIONS = 0644;

  private static final int DIRECTORY_PERMISSIONS = 0755;

  /** Every attribute is named, because {@code unix:*} looks up owners, which is slow. */
  private static final String UNIX_ATTRIBUTES = "unix:size,lastModifiedTime,ctime,ino,dev,mode";

  /** Longer than a clock tick of any kernel (10 ms at most) and than a millisecond. */
  private static final Duration FINE_WINDOW = Duration.ofMillis(20);

  /** For times in whole seconds, or in two seconds as in FAT. */
  private static final Duration COARSE_WINDOW = Duration.ofMillis(2500);

  /** What a path names. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    LINK,
    /** A pipe, a socket or a device. */
    OTHER;

    /**
     * A description for messages.
     *
     * @return a noun with its article
     */
    public String text() {
      return switch (this) {
        case FILE -> "a file";
        case DIRECTORY -> "a directory";
        case LINK -> "a symbolic link";
        case OTHER -> "a pipe, socket or device";
      };
    }
  }

  /**
   * Reads the kind, permissions, size, time of modification and a hash of the identity of a path,
   * without following a link at the path itself. The fastest way.
   *
   * @param path the path
   * @return what is there
   * @throws NoSuchFileException if nothing is there
   * @throws IOException if it cannot be read
   */
  public static FileStat of(Path path) throws IOException {
    return basic(path, false, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * As {@link #of}, for a path where nothing may be.
   *
   * @param path the path
   * @return what is there; nothing also where a parent is not a directory
   * @throws IOException if it cannot be read
   */
  public static Optional<FileStat> ifPresent(Path path) throws IOException {
    try {
      return Optional.of(of(path));
    } catch (FileSystemException e) {
      return absent(path, e);
    }
  }

  private static Optional<FileStat> absent(Path path, FileSystemException failure)
      throws FileSystemException {
    if (failure instanceof NoSuchFileException) {
      return Optional.empty();
    }
    // The JDK has no exception of its own for a path below a file.
    Path parent = path.getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    if (parent == null || Files.isDirectory(parent)) {
      throw failure;
    }
    return Optional.empty();
  }

  /**
   * Reads everything that shows a change of a file, in one system call. Two equal values mean that
   * nobody has written to the file in between, unless {@link #isRacy} says otherwise.
   *
   * @param path the path
   * @param options whether to follow a link at the path itself
   * @return what is there
   * @throws NoSuchFileException if nothing is there
   * @throws IOException if it cannot be read
   */
  public static FileStat exact(Path path, LinkOption... options) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return basic(path, true, options);
    }
    Map<String, Object> attributes = Files.readAttributes(path, UNIX_ATTRIBUTES, options);
    int mode = (int) number(attributes, "mode");
    if ((mode & TYPE_BITS) == 0) {
      // A file system in memory, whose modes have permissions only.
      mode |= typeBits(Files.readAttributes(path, BasicFileAttributes.class, options));
    }
    return new FileStat(
        mode,
        number(attributes, "size"),
        nanos((FileTime) value(attributes, "lastModifiedTime")),
        nanos((FileTime) value(attributes, "ctime")),
        number(attributes, "dev"),
        number(attributes, "ino"));
  }

  /**
   * As {@link #exact}, for a path where nothing may be, without following a link at the path
   * itself.
   *
   * @param path the path
   * @return what is there; nothing also where a parent is not a directory
   * @throws IOException if it cannot be read
   */
  public static Optional<FileStat> exactIfPresent(Path path) throws IOException {
    try {
      return Optional.of(exact(path, LinkOption.NOFOLLOW_LINKS));
    } catch (FileSystemException e) {
      return absent(path, e);
    }
  }

  /**
   * Reads what every file system has, and permissions where there are any. The identity is made of
   * what the file system offers: its own key of the file, and the time of creation if it is wanted.
   */
  private static FileStat basic(Path path, boolean creation, LinkOption... options)
      throws IOException {
    BasicFileAttributes attributes;
    int mode;
    if (Modes.areSupported(path)) {
      PosixFileAttributes posix = Files.readAttributes(path, PosixFileAttributes.class, options);
      attributes = posix;
      mode = typeBits(posix) | Modes.toInt(posix.permissions());
    } else {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, options);
      mode =
          typeBits(attributes)
              | (attributes.isDirectory() ? DIRECTORY_PERMISSIONS : FILE_PERMISSIONS);
    }
    long modified = nanos(attributes.lastModifiedTime());
    return new FileStat(
        mode,
        attributes.size(),
        modified,
        modified,
        creation ? nanos(attributes.creationTime()) : 0,
        Objects.hashCode(attributes.fileKey()));
  }

  private static int typeBits(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return REGULAR;
    } else if (attributes.isDirectory()) {
      return DIRECTORY;
    }
    return attributes.isSymbolicLink() ? LINK : SOCKET;
  }

  private static long number(Map<String, Object> attributes, String name) {
    return ((Number) value(attributes, name)).longValue();
  }

  private static Object value(Map<String, Object> attributes, String name) {
    return Objects.requireNonNull(attributes.get(name), name);
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  /**
   * The number of names that a file has.
   *
   * @param file a file
   * @return the number of hard links; 1 where the file system does not say
   * @throws IOException if it cannot be read
   */
  public static int hardLinks(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return 1;
    }
    Object count = Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    return count instanceof Integer number ? number : 1;
  }

  /**
   * The kind of file.
   *
   * @return the kind
   */
  public Kind kind() {
    return switch (mode & TYPE_BITS) {
      case REGULAR -> Kind.FILE;
      case DIRECTORY -> Kind.DIRECTORY;
      case LINK -> Kind.LINK;
      default -> Kind.OTHER;
    };
  }

  /**
   * The permission bits.
   *
   * @return 0 … 0777; 0644 or 0755 where the file system has none
   */
  public int permissions() {
    return mode & PERMISSION_BITS;
  }

  /**
   * Whether the owner, the group or others may execute the file.
   *
   * @return whether anybody may
   */
  public boolean isExecutable() {
    return (mode & EXECUTABLE) != 0;
  }

  /**
   * The time of the last write to the content.
   *
   * @return {@link #modified} as an instant
   */
  public Instant modifiedTime() {
    return Instant.ofEpochSecond(0, modified);
  }

  /**
   * Whether two values have the same identity: they are of one file, perhaps under two names. An
   * identity is reused once its file is deleted.
   *
   * @param other a value that was also read by {@link #exact}
   * @return whether they are of the same file; true also where the file system has no identities
   */
  public boolean isSameFile(FileStat other) {
    return device == other.device && inode == other.inode;
  }

  /**
   * Whether at most the time of the last change of the file's description differs, as after a hard
   * link to it was made.
   *
   * @param other what the file system says at another time
   * @return whether all else is equal
   */
  public boolean equalsButForTimeOfChange(FileStat other) {
    return equals(
        new FileStat(other.mode, other.size, other.modified, changed, other.device, other.inode));
  }

  /**
   * Whether a change could leave no trace in this value. File systems count time in ticks: a write
   * in the same tick as the last change leaves the times as they are. Git calls such a file racy.
   *
   * @param now the time from which on a caller relies on this value
   * @return whether only the content can show a change
   */
  public boolean isRacy(Instant now) {
    return isRacy(changed, now);
  }

  /**
   * A time of modification that no write from now on can leave as it is.
   *
   * @param now the time from which on a caller relies on it
   * @return such a time shortly before now; empty if {@link #modified} is one
   */
  public Optional<FileTime> settledTime(Instant now) {
    return isRacy(modified, now)
        ? Optional.of(FileTime.from(now.minus(window(modified))))
        : Optional.empty();
  }

  /** A time in the future comes from another clock, and proves nothing. */
  private static boolean isRacy(long time, Instant now) {
    return now.minus(window(time)).isBefore(Instant.ofEpochSecond(0, time));
  }

  private static Duration window(long time) {
    boolean wholeSeconds = time % TimeUnit.SECONDS.toNanos(1) == 0;
    return wholeSeconds ? COARSE_WINDOW : FINE_WINDOW;
  }

  // Written out, because the compiler's own methods for records are slow at their first use.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileStat that
        && mode == that.mode
        && size == that.size
        && modified == that.modified
        && changed == that.changed
        && device == that.device
        && inode == that.inode;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(inode) + Long.hashCode(changed);
  }
}
