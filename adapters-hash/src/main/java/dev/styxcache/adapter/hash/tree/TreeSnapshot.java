package dev.styxcache.adapter.hash.tree;

import dev.styxcache.domain.json.CodePointOrder;
import dev.styxcache.files.FileStat;
import dev.styxcache.files.PathNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The listing of an input at one moment: every file with its stat, without its content. Immutable,
 * so safe for use by many threads.
 *
 * @param input the input
 * @param stat what the file system says of it; of a directory only the kind counts
 * @param trees a directory's own tree, and those that its links lead to, by number
 */
public record TreeSnapshot(Path input, FileStat stat, List<Tree> trees) {

  /**
   * A tree.
   *
   * @param directory its directory
   * @param members its members
   */
  record Tree(Path directory, PackedSnapshot members) {}

  /** Copies the list. */
  public TreeSnapshot {
    trees = List.copyOf(trees);
  }

  /**
   * The number of bytes to read.
   *
   * @return the size of all files
   */
  public long bytes() {
    return stat.kind() == FileStat.Kind.FILE
        ? stat.size()
        : trees.stream().mapToLong(tree -> tree.members().fileBytes()).sum();
  }

  /**
   * The path of the first difference from a later snapshot of the same input, if there is one. A
   * new time of change alone is none: a hard link to the file may have been made, or removed.
   */
  Optional<Path> firstDifference(TreeSnapshot later) {
    boolean directory = stat.kind() == FileStat.Kind.DIRECTORY;
    if (directory ? later.stat.kind() != stat.kind() : !stat.equalsButForTimeOfChange(later.stat)) {
      return Optional.of(input);
    }
    // The other trees come from links, and a link that is new or gone is a difference by itself.
    for (int i = 0; i < Math.min(trees.size(), later.trees.size()); i++) {
      Optional<Path> difference = firstDifference(trees.get(i), later.trees.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  /** The files with a new time of change, in a later snapshot without any other difference. */
  List<Path> touched(TreeSnapshot later) {
    if (stat.kind() == FileStat.Kind.FILE) {
      return stat.equals(later.stat) ? List.of() : List.of(input);
    }
    List<Path> touched = new ArrayList<>();
    for (int i = 0; i < trees.size(); i++) {
      Iterator<TreeMember> after = later.trees.get(i).members().iterator();
      for (TreeMember was : trees.get(i).members()) {
        if (!was.equals(after.next())) {
          touched.add(PathNames.resolve(trees.get(i).directory(), was.path()));
        }
      }
    }
    return touched;
  }

  private static Optional<Path> firstDifference(Tree left, Tree right) {
    Iterator<TreeMember> before = left.members().iterator();
    Iterator<TreeMember> after = right.members().iterator();
    while (before.hasNext() && after.hasNext()) {
      TreeMember was = before.next();
      TreeMember is = after.next();
      if (!areEqual(was, is)) {
        boolean gone = compare(was.path(), is.path()) < 0;
        return Optional.of(PathNames.resolve(left.directory(), gone ? was.path() : is.path()));
      }
    }
    Iterator<TreeMember> rest = before.hasNext() ? before : after;
    return rest.hasNext()
        ? Optional.of(PathNames.resolve(left.directory(), rest.next().path()))
        : Optional.empty();
  }

  private static boolean areEqual(TreeMember was, TreeMember is) {
    if (was instanceof TreeMember.RegularFile before && is instanceof TreeMember.RegularFile now) {
      return before.path().equals(now.path()) && before.stat().equalsButForTimeOfChange(now.stat());
    }
    return was.equals(is);
  }

  /** Compares segment by segment by code points: no name has a NUL, which sorts before all. */
  private static int compare(String left, String right) {
    return CodePointOrder.INSTANCE.compare(left.replace('/', '\0'), right.replace('/', '\0'));
  }
}
