package dev.styxcache.adapter.fs.tree;

import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.AtomicMove;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Gives links another target. */
public final class SelfLinks {

  private SelfLinks() {}

  /**
   * Replaces those links whose target is to be another, each by one rename.
   *
   * @param tree the tree as it was scanned
   * @param wanted the same links as they are to be, in the same order
   * @param temporary a place in the same file system where nothing is
   * @throws IOException if one cannot be replaced
   */
  public static void rewrite(ScannedTree tree, List<TreeRecord.Link> wanted, Path temporary)
      throws IOException {
    for (int i = 0; i < wanted.size(); i++) {
      TreeRecord.Link link = wanted.get(i);
      if (!link.equals(tree.links().get(i))) {
        Files.createSymbolicLink(temporary, tree.root().getFileSystem().getPath(link.target()));
        AtomicMove.replacing(temporary, tree.root().resolve(link.path()));
      }
    }
  }
}
