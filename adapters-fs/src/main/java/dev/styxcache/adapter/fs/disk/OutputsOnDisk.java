package dev.styxcache.adapter.fs.disk;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.files.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds outputs in a tree on disk, without a manifest. */
public final class OutputsOnDisk {

  private OutputsOnDisk() {}

  /**
   * Whether a tree has an output. Links on the way are followed as long as they stay in the tree; a
   * link at the end may lead anywhere, but not nowhere.
   *
   * @param root the tree
   * @param output a path relative to it, {@code .} being the tree
   * @return whether a file or folder is there, or a link to one, that is not the cache's own
   * @throws IOException if the file system failed
   */
  public static boolean contain(Path root, String output) throws IOException {
    Path path;
    try {
      path = root.getFileSystem().getPath(output);
    } catch (InvalidPathException e) {
      // No file can have such a name.
      return false;
    }
    Path name = path.getFileName();
    if (path.isAbsolute() || name == null) {
      return false;
    }
    if (path.getParent() == null && isPresent(root, name.toString())) {
      return true;
    }
    Path tree = root.toRealPath();
    if (isDots(name.toString())) {
      return isWithin(tree, root.resolve(path));
    }
    Path folder = path.getParent() == null ? root : root.resolve(path.getParent());
    return isWithin(tree, folder)
        && !(folder.toRealPath().equals(tree) && EntryLayout.isReserved(name.toString()))
        && isPresent(folder.resolve(name));
  }

  private static boolean isPresent(Path path) throws IOException {
    Optional<FileStat> stat = FileStat.ifPresent(path);
    return stat.isPresent() && (stat.get().kind() != FileStat.Kind.LINK || Files.exists(path));
  }

  /** Whether the tree itself has a name, where no link can lead out on the way. */
  private static boolean isPresent(Path root, String name) throws IOException {
    return !isDots(name) && !EntryLayout.isReserved(name) && isPresent(root.resolve(name));
  }

  private static boolean isDots(String name) {
    return name.equals(".") || name.equals("..");
  }

  /** Whether a folder is in the tree once all links on the way are followed. */
  private static boolean isWithin(Path tree, Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    Path real = folder.toRealPath();
    return real.startsWith(tree)
        && (real.equals(tree)
            || !EntryLayout.isReserved(tree.relativize(real).getName(0).toString()));
  }
}
