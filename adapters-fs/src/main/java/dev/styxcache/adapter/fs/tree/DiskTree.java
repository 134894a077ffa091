package dev.styxcache.adapter.fs.tree;

import dev.styxcache.adapter.fs.disk.FileFacts;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Looks for outputs on disk, where there is no manifest to ask. */
public final class DiskTree {

  private DiskTree() {}

  /**
   * Whether a tree has an output. Links on the way to it are followed as long as they stay in the
   * tree, one at its end is not: it is what was asked for.
   *
   * @param root the tree
   * @param output a path relative to it, {@code .} being the tree
   * @return whether a file, folder or link is there that is not the cache's own
   * @throws IOException if that cannot be found out
   */
  public static boolean holds(Path root, String output) throws IOException {
    Path path;
    try {
      path = root.resolve(output).normalize();
    } catch (InvalidPathException e) {
      // No file can have such a name.
      return false;
    }
    Path tree = root.normalize();
    if (path.equals(tree)) {
      return FileFacts.ifPresent(root).isPresent();
    }
    Path parent = path.getParent();
    if (!path.startsWith(tree)
        || parent == null
        || EntryLayout.isReserved(String.valueOf(tree.relativize(path).getName(0)))
        || !Files.isDirectory(parent)) {
      return false;
    }
    return parent.toRealPath().startsWith(root.toRealPath())
        && FileFacts.ifPresent(path).isPresent();
  }
}
