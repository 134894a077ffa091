package dev.styxcache.adapter.hash;

/** Something in a tree that counts in the tree's digest. Paths are relative to the tree. */
sealed interface TreeMember {

  /** Where it is, with {@code /} between segments; empty for the tree's own directory. */
  String path();

  /**
   * A regular file, or a link that leads to one.
   *
   * @param stat what the file system says of the file, not of a link to it
   */
  record RegularFile(String path, FileStat stat) implements TreeMember {}

  /** A directory with nothing in it. */
  record EmptyDirectory(String path) implements TreeMember {}

  /**
   * A link that leads nowhere, or to a directory within the same tree.
   *
   * @param target what the link says
   */
  record InnerLink(String path, String target) implements TreeMember {}

  /**
   * A link to a directory outside the tree.
   *
   * @param target what the link says
   * @param tree the number of the tree that the directory belongs to
   * @param pathInTree where in that tree it is, empty for the tree's own directory
   */
  record OuterLink(String path, String target, int tree, String pathInTree) implements TreeMember {}
}
