package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/**
 * What a file system says of one path, without following a link at the path itself.
 *
 * @param kind what it is
 * @param size its length in bytes, where it is a file
 * @param mode its permission bits, 0 … 0777; 0644 or 0755 where the file system has none
 * @param modified when its content was last written
 * @param identity stays the same under another name, where the file system has such a thing
 */
public record FileFacts(
    Kind kind, long size, int mode, FileTime modified, Optional<Object> identity) {

  private static final int FILE_MODE = 0644;
  private static final int FOLDER_MODE = 0755;

  /** What stands at a path. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A directory. */
    FOLDER,
    /** A symbolic link. */
    LINK,
    /** A pipe, a socket or a device. */
    OTHER;

    /**
     * For people.
     *
     * @return a noun with its article
     */
    public String text() {
      return switch (this) {
        case FILE -> "a file";
        case FOLDER -> "a directory";
        case LINK -> "a symbolic link";
        case OTHER -> "a pipe, socket or device";
      };
    }
  }

  /**
   * Looks at a path.
   *
   * @param path the path
   * @return what is there
   * @throws NoSuchFileException if nothing is there
   * @throws IOException if that cannot be found out
   */
  public static FileFacts of(Path path) throws IOException {
    if (Modes.areSupported(path)) {
      PosixFileAttributes attributes =
          Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return of(attributes, Modes.toInt(attributes.permissions()));
    }
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return of(attributes, attributes.isDirectory() ? FOLDER_MODE : FILE_MODE);
  }

  /**
   * Looks at a path where nothing may be.
   *
   * @param path the path
   * @return what is there, if anything
   * @throws IOException if that cannot be found out
   */
  public static Optional<FileFacts> ifPresent(Path path) throws IOException {
    try {
      return Optional.of(of(path));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  private static FileFacts of(BasicFileAttributes attributes, int mode) {
    Kind kind =
        attributes.isRegularFile()
            ? Kind.FILE
            : attributes.isDirectory()
                ? Kind.FOLDER
                : attributes.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
    return new FileFacts(
        kind,
        attributes.size(),
        mode,
        attributes.lastModifiedTime(),
        Optional.ofNullable(attributes.fileKey()));
  }

  /**
   * How many names a file has.
   *
   * @param file a file
   * @return the number of hard links; 1 where the file system does not say
   * @throws IOException if that cannot be found out
   */
  public static int names(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return 1;
    }
    Object count = Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    return count instanceof Integer number ? number : 1;
  }
}
