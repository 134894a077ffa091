package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.Path;

/** A file whose name on disk is not valid Unicode, so that no text stands for its path. */
public final class UndecodableNameException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Path path;

  private UndecodableNameException(Path path) {
    super("the name of " + path + " is not valid Unicode");
    this.path = path;
  }

  /**
   * Checks that a path is valid Unicode.
   *
   * @param path the path
   * @throws UndecodableNameException if it is not
   */
  public static void check(Path path) throws UndecodableNameException {
    if (!PathNames.isUnicode(path)) {
      throw new UndecodableNameException(path);
    }
  }

  /**
   * As {@link #check}, but for the last name of a path only.
   *
   * @param path the path
   * @throws UndecodableNameException if its name is not valid Unicode
   */
  static void checkName(Path path) throws UndecodableNameException {
    Path name = path.getFileName();
    if (name != null && !PathNames.isUnicode(name)) {
      throw new UndecodableNameException(path);
    }
  }

  /**
   * The path of the file.
   *
   * @return the path, whose text leads elsewhere
   */
  public Path path() {
    return path;
  }
}
