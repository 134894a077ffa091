package dev.styxcache.adapter.hash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The trees that make up one input: its own, and those that links lead to. Each has a number, in
 * the order in which they are come by, so that any number of links may lead to one directory, back
 * and forth, and it is read once.
 */
final class KnownTrees {

  /**
   * A tree.
   *
   * @param directory where it is
   * @param real the same without links
   * @param link the link through which it was first come by; for the first tree its directory
   */
  record Tree(Path directory, Path real, Path link) {}

  /**
   * A directory in a tree.
   *
   * @param tree the tree's number
   * @param path its path in the tree, empty for the tree's own directory
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
   * Where a directory belongs: to the innermost tree that is known to hold it, else to a new one.
   *
   * @param real the directory without links
   * @param link the link that leads to it
   */
  Place place(Path real, Path link) {
    for (Path above = real; above != null; above = above.getParent()) {
      Integer number = numbers.get(above);
      if (number != null) {
        return new Place(number, FileNames.textBelow(above, real));
      }
    }
    add(new Tree(real, real, link));
    return new Place(trees.size() - 1, "");
  }
}
