package dev.styxcache.adapter.hash;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What an input was made up of at some time, without its content. Immutable, so safe for use by
 * many threads.
 *
 * @param input the input
 * @param stat what the file system says of it; of a directory only the type counts
 * @param trees a directory's own tree, and those that its links lead to, by number
 */
record Survey(Path input, FileStat stat, List<Tree> trees) {

  /**
   * A tree.
   *
   * @param directory where it is
   * @param log its members
   */
  record Tree(Path directory, TreeLog log) {}

  Survey {
    trees = List.copyOf(trees);
  }

  /** How much there is to read. */
  long bytes() {
    return stat.type() == FileStat.Type.REGULAR
        ? stat.size()
        : trees.stream().mapToLong(tree -> tree.log().fileBytes()).sum();
  }

  /**
   * The first thing that another survey of the same input found otherwise.
   *
   * @return its path, also where it is gone
   */
  Optional<Path> firstDifference(Survey later) {
    boolean directory = stat.type() == FileStat.Type.DIRECTORY;
    if (directory ? later.stat.type() != stat.type() : !stat.equals(later.stat)) {
      return Optional.of(input);
    }
    // Trees beyond the first come from links, and a link that is new or gone differs by itself.
    for (int i = 0; i < Math.min(trees.size(), later.trees.size()); i++) {
      Optional<Path> difference = firstDifference(trees.get(i), later.trees.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> firstDifference(Tree left, Tree right) {
    Iterator<TreeMember> before = left.log().iterator();
    Iterator<TreeMember> after = right.log().iterator();
    while (before.hasNext() && after.hasNext()) {
      TreeMember was = before.next();
      TreeMember is = after.next();
      if (!was.equals(is)) {
        boolean gone = FileNames.compare(was.path(), is.path()) < 0;
        return Optional.of(FileNames.below(left.directory(), gone ? was.path() : is.path()));
      }
    }
    Iterator<TreeMember> rest = before.hasNext() ? before : after;
    return rest.hasNext()
        ? Optional.of(FileNames.below(left.directory(), rest.next().path()))
        : Optional.empty();
  }
}
