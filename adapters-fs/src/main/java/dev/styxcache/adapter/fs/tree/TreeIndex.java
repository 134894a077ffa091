package dev.styxcache.adapter.fs.tree;

import dev.styxcache.domain.manifest.TreeRecord;
import dev.styxcache.files.FileFacts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is in a tree, by its path, and the way through them: component by component and link by
 * link, as an operating system's kernel goes. Immutable.
 */
public final class TreeIndex {

  /** Linux follows no more links than this on one way. */
  private static final int MOST_LINKS = 40;

  private final Map<String, Node> nodes = new HashMap<>();

  private TreeIndex() {}

  private record Node(FileFacts.Kind kind, String target) {}

  /**
   * An index of a recorded tree.
   *
   * @param records what is in the tree
   * @return the index
   */
  public static TreeIndex of(Collection<TreeRecord> records) {
    TreeIndex index = new TreeIndex();
    for (TreeRecord record : records) {
      if (record instanceof TreeRecord.File) {
        index.add(record.path(), FileFacts.Kind.FILE);
      } else if (record instanceof TreeRecord.Folder) {
        index.add(record.path(), FileFacts.Kind.FOLDER);
      } else if (record instanceof TreeRecord.Link link) {
        index.add(link);
      }
    }
    return index;
  }

  /**
   * An index of a tree that was found on disk.
   *
   * @param tree the tree
   * @return the index
   */
  public static TreeIndex of(ScannedTree tree) {
    TreeIndex index = new TreeIndex();
    tree.files().forEach(file -> index.add(file.path(), FileFacts.Kind.FILE));
    tree.folders().forEach(folder -> index.add(folder.path(), FileFacts.Kind.FOLDER));
    tree.links().forEach(index::add);
    return index;
  }

  private void add(String path, FileFacts.Kind kind) {
    nodes.put(path, new Node(kind, ""));
  }

  private void add(TreeRecord.Link link) {
    nodes.put(link.path(), new Node(FileFacts.Kind.LINK, link.target()));
  }

  /** Where a way ends. */
  sealed interface End {

    /** At something in the tree, or at its root, whose path is empty. */
    record At(String path) implements End {}

    /** At something that is not there, or never (a loop); but within the tree. */
    record Nowhere() implements End {}

    /** Out of the tree. */
    record Outside() implements End {}
  }

  /**
   * What is at a path.
   *
   * @param path the path; links on the way are not followed
   * @return its kind, or nothing where nothing is there
   */
  public Optional<FileFacts.Kind> at(String path) {
    return Optional.ofNullable(nodes.get(path)).map(Node::kind);
  }

  /**
   * Whether the tree has an output. Links on the way to it are followed, one at its end is not: it
   * is what was asked for.
   *
   * @param output a path relative to the tree, {@code .} being the tree
   * @return whether a file, folder or link is there
   */
  public boolean holds(String output) {
    return !output.startsWith("/")
        && walk("", output, false, target -> Optional.empty()) instanceof End.At;
  }

  /**
   * Goes a way.
   *
   * @param start the folder where it begins
   * @param way a relative path
   * @param followLast whether a link at its end is followed
   * @param inTree brings the target of an absolute link into the form relative to the tree, or says
   *     that it leads elsewhere
   * @return where it ends
   */
  End walk(
      String start, String way, boolean followLast, Function<String, Optional<String>> inTree) {
    Deque<String> ahead = new ArrayDeque<>(segments(way));
    List<String> here = new ArrayList<>(start.isEmpty() ? List.of() : segments(start));
    boolean lost = false;
    int followed = 0;
    while (!ahead.isEmpty()) {
      String segment = ahead.removeFirst();
      if (segment.isEmpty() || segment.equals(".")) {
        continue;
      }
      if (segment.equals("..")) {
        if (here.isEmpty()) {
          return new End.Outside();
        }
        here.remove(here.size() - 1);
        continue;
      }
      here.add(segment);
      Node node = nodes.get(String.join("/", here));
      if (node != null && node.kind() == FileFacts.Kind.LINK && (followLast || !ahead.isEmpty())) {
        if (++followed > MOST_LINKS) {
          return new End.Nowhere();
        }
        here.remove(here.size() - 1);
        String target = node.target();
        if (target.startsWith("/")) {
          Optional<String> within = inTree.apply(target);
          if (within.isEmpty()) {
            return new End.Outside();
          }
          here.clear();
          target = within.get();
        }
        prepend(ahead, target);
      } else if (node == null || (node.kind() == FileFacts.Kind.FILE && !ahead.isEmpty())) {
        // The kernel stops here. The rest of the way still must not lead out, since what is missing
        // today may be there tomorrow; so it is gone as if this were a folder.
        lost = true;
      }
    }
    return lost ? new End.Nowhere() : new End.At(String.join("/", here));
  }

  private static void prepend(Deque<String> ahead, String way) {
    List<String> segments = segments(way);
    for (int i = segments.size() - 1; i >= 0; i--) {
      ahead.addFirst(segments.get(i));
    }
  }

  private static List<String> segments(String path) {
    return Arrays.asList(path.split("/", -1));
  }
}
