package dev.styxcache.adapter.hash.tree;

import dev.styxcache.files.FileStat;

/** A member of a tree that counts in the tree's digest. Paths are relative to the tree. */
sealed interface TreeMember {

  /** The path, with {@code /} between segments; empty for the tree's own directory. */
  String path();

  /**
   * A regular file, or a link to one.
   *
   * @param stat the stat of the file, not of a link to it
   */
  record RegularFile(String path, FileStat stat) implements TreeMember {}

  /** A directory without members. */
  record EmptyDirectory(String path) implements TreeMember {}

  /**
   * A broken link, or a link to a directory in the same tree.
   *
   * @param target the text of the link
   */
  record InnerLink(String path, String target) implements TreeMember {}

  /**
   * A link to a directory outside the tree.
   *
   * @param target the text of the link
   * @param tree the number of the tree that the directory belongs to
   * @param pathInTree the directory's path in that tree; empty for the tree's own directory
   */
  record OuterLink(String path, String target, int tree, String pathInTree) implements TreeMember {}
}
