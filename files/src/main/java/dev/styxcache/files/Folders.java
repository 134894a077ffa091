package dev.styxcache.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists directories. */
public final class Folders {

  private Folders() {}

  /**
   * The members of a directory. They are read at once, so that a recursive caller does not keep one
   * handle open per level of the tree.
   *
   * @param folder the directory
   * @return its members, in no order
   * @throws IOException if it cannot be read
   */
  public static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path child : stream) {
        children.add(child);
      }
    } catch (DirectoryIteratorException e) {
      throw new IOException("the directory " + folder + " cannot be read", e);
    }
    return children;
  }

  /**
   * The names in a directory, by the fastest way there is.
   *
   * @param folder the directory
   * @return the names, in no order; of a name that this process cannot decode something like it
   * @throws IOException if it cannot be read
   */
  public static List<String> names(Path folder) throws IOException {
    if (folder.getFileSystem() == FileSystems.getDefault()) {
      String[] names = folder.toFile().list();
      if (names != null) {
        return List.of(names);
      }
      // Goes on, to tell why.
    }
    List<String> names = new ArrayList<>();
    for (Path child : children(folder)) {
      names.add(String.valueOf(child.getFileName()));
    }
    return names;
  }

  /**
   * Lists a folder that others may delete meanwhile.
   *
   * @param folder the folder
   * @return its children, in no order; none if it does not exist
   * @throws IOException if it cannot be read
   */
  public static List<Path> childrenIfPresent(Path folder) throws IOException {
    try {
      return children(folder);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
