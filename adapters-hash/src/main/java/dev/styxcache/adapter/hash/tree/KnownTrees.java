package dev.styxcache.adapter.hash.tree;

import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.manifest.ReservedNames;
import dev.styxcache.files.PathNames;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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
   * @param excluded the names at its top that are left out: of an entry of a cache those that
   *     belong to the cache, as they differ between two runs whose outputs are equal
   */
  record Tree(Path directory, Path real, Path link, Predicate<String> excluded) {

    Tree(Path directory, Path real, Path link) {
      this(directory, real, link, isEntry(real) ? ReservedNames::contain : name -> false);
    }

    /** Whether a directory in this tree belongs to what is left out of it. */
    boolean leavesOut(Path member) {
      return !member.equals(real) && excluded.test(real.relativize(member).getName(0).toString());
    }
  }

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

  /**
   * Whether a directory is an entry of a cache: by its name, which is a key, by its parent's, which
   * is the beginning of the key, and by its marker. No other directory is like this by accident.
   */
  private static boolean isEntry(Path directory) {
    Path parent = directory.getParent();
    String key = String.valueOf(directory.getFileName());
    return parent != null
        && CacheKey.isKey(key)
        && String.valueOf(parent.getFileName()).equals(new CacheKey(key).shard())
        && Files.isRegularFile(directory.resolve(ReservedNames.DONE), LinkOption.NOFOLLOW_LINKS);
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
      if (number != null && !trees.get(number).leavesOut(real)) {
        return new Place(number, PathNames.relativize(above, real));
      }
    }
    add(new Tree(real, real, link));
    return new Place(trees.size() - 1, "");
  }
}
