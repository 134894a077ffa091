package dev.styxcache.adapter.hash.tree;

import dev.styxcache.files.PathNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The trees of one input: its own, and those that its links lead to, numbered in the order of their
 * discovery. Any number of links may lead to one directory, in circles too; it is read once.
 */
final class KnownTrees {

  /**
   * A tree.
   *
   * @param directory its directory
   * @param real the same with all links resolved
   * @param link the link through which it was discovered; for the first tree its directory
   */
  record Tree(Path directory, Path real, Path link) {}

  /**
   * The place of a directory in a tree.
   *
   * @param tree the tree's number
   * @param path the directory's path in the tree; empty for the tree's own directory
   */
  record Place(int tree, String path) {}

  private final List<Tree> trees = new ArrayList<>();
  private final Map<Path, Integer> numbers = new HashMap<>();

  KnownTrees(Path directory, Path real) {
    add(new Tree(directory, real, directory));
  }

  private void add(Tree tree) {
    numbers.put(tree.real(), trees.size());
    trees.add(tree);
  }

  int count() {
    return trees.size();
  }

  Tree get(int number) {
    return trees.get(number);
  }

  /**
   * Finds the innermost known tree that contains a directory, or adds a new tree.
   *
   * @param real the directory with all links resolved
   * @param link the link that leads to it
   */
  Place place(Path real, Path link) {
    for (Path above = real; above != null; above = above.getParent()) {
      Integer number = numbers.get(above);
      if (number != null) {
        return new Place(number, PathNames.relativize(above, real));
      }
    }
    add(new Tree(real, real, link));
    return new Place(trees.size() - 1, "");
  }
}
