package dev.styxcache.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Conversions between paths and text. On disk names are bytes, and not all bytes are text. */
public final class PathNames {

  private PathNames() {}

  /**
   * Whether a path is valid Unicode. Bytes that are not become replacement characters, and the text
   * then names another path.
   *
   * @param path the path
   * @return whether its text stands for the same path
   */
  public static boolean isUnicode(Path path) {
    try {
      return path.getFileSystem().getPath(path.toString()).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * Resolves a relative path against a directory.
   *
   * @param directory the directory
   * @param path the relative path, with {@code /} between segments; empty for the directory itself
   * @return the path
   */
  public static Path resolve(Path directory, String path) {
    String separator = directory.getFileSystem().getSeparator();
    return path.isEmpty() ? directory : directory.resolve(path.replace("/", separator));
  }

  /**
   * The inverse of {@link #resolve}.
   *
   * @param directory the directory
   * @param path a path below it, or the directory itself
   * @return the relative path, with {@code /} between segments; empty for the directory itself
   */
  public static String relativize(Path directory, Path path) {
    String separator = path.getFileSystem().getSeparator();
    return directory.relativize(path).toString().replace(separator, "/");
  }
}
