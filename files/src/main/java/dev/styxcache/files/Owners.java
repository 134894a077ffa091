package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Owners and groups of files, as numbers: a user need not have a name on this machine. */
final class Owners {

  private static final String BOTH = "unix:uid,gid";

  private Owners() {}

  /**
   * Gives a file the owner and group of another, as far as this process may.
   *
   * @param from a file that may be missing
   * @param to a file of this process's user
   * @throws IOException if they cannot be read
   */
  static void copy(Path from, Path to) throws IOException {
    if (!from.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return;
    }
    Map<String, Object> wanted;
    try {
      wanted = Files.readAttributes(from, BOTH, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    Map<String, Object> present = Files.readAttributes(to, BOTH, LinkOption.NOFOLLOW_LINKS);
    for (String id : wanted.keySet()) {
      if (!wanted.get(id).equals(present.get(id))) {
        set(to, "unix:" + id, wanted.get(id));
      }
    }
  }

  private static void set(Path file, String attribute, Object value) throws IOException {
    try {
      Files.setAttribute(file, attribute, value, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      // Only an administrator may give files away. For everybody else the file becomes their own,
      // as it does when a tool replaces it.
      return;
    }
  }
}
