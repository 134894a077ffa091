package dev.styxcache.domain.manifest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Resolves paths within a tree that is known by its records, component by component and link by
 * link, as the kernel does. Immutable.
 */
public final class TreeIndex {

  /** Maximum number of links that are followed on one path, as in Linux. */
  private static final int MAX_LINKS = 40;

  private static final Node FILE = new Node(Kind.FILE, "");
  private static final Node FOLDER = new Node(Kind.FOLDER, "");

  private final Map<String, Node> nodes = new HashMap<>();

  private TreeIndex() {}

  private enum Kind {
    FILE,
    FOLDER,
    LINK
  }

  private record Node(Kind kind, String target) {}

  /**
   * Indexes a recorded tree.
   *
   * @param records the members of the tree
   * @return the index
   */
  public static TreeIndex of(Collection<TreeRecord> records) {
    TreeIndex index = new TreeIndex();
    for (TreeRecord record : records) {
      if (record instanceof TreeRecord.File) {
        index.nodes.put(record.path(), FILE);
      } else if (record instanceof TreeRecord.Folder) {
        index.nodes.put(record.path(), FOLDER);
      } else if (record instanceof TreeRecord.Link link) {
        index.add(link);
      }
    }
    return index;
  }

  /**
   * Indexes a tree whose files are not digested yet.
   *
   * @param files the paths of its files
   * @param folders its folders
   * @param links its links
   * @return the index
   */
  public static TreeIndex of(
      Collection<String> files,
      Collection<TreeRecord.Folder> folders,
      Collection<TreeRecord.Link> links) {
    TreeIndex index = new TreeIndex();
    files.forEach(path -> index.nodes.put(path, FILE));
    folders.forEach(folder -> index.nodes.put(folder.path(), FOLDER));
    links.forEach(index::add);
    return index;
  }

  private void add(TreeRecord.Link link) {
    nodes.put(link.path(), new Node(Kind.LINK, link.target()));
  }

  /** Where a path ends. */
  enum End {
    /** At a member of the tree, or at its root. */
    MEMBER,
    /** Within the tree, where nothing is; also a loop of links. */
    NOTHING,
    /** Outside of the tree. */
    OUTSIDE
  }

  /**
   * Whether the tree lists a path. Links on the way are not followed.
   *
   * @param path a normalized path relative to the tree
   * @return whether a file, folder or link has exactly this path
   */
  public boolean lists(String path) {
    return nodes.containsKey(path);
  }

  /**
   * Whether the tree has an output. Links are followed, on the way and at the end: a link that
   * leads nowhere is no output.
   *
   * @param output a path relative to the tree, {@code .} being the tree
   * @return whether a file or folder is there, or a link to one
   */
  public boolean holds(String output) {
    return !output.startsWith("/") && walk("", output, true, Set.of()) == End.MEMBER;
  }

  /**
   * Finds the first of some members that the way to an output leads to or through.
   *
   * @param output a path relative to the tree
   * @param members paths of members of the tree
   * @return the path of the member; empty if the way avoids all of them
   */
  public String firstReached(String output, Set<String> members) {
    List<String> reached = new ArrayList<>();
    walk(
        "",
        output,
        false,
        Set.of(),
        path -> {
          if (members.contains(path)) {
            reached.add(path);
          }
        });
    return reached.isEmpty() ? "" : reached.get(0);
  }

  /**
   * Resolves a path.
   *
   * @param start the folder where it begins; empty for the root
   * @param path a relative path
   * @param followLast whether a link at its end is followed
   * @param roots absolute names of the tree, by which an absolute link may lead into it
   * @return where it ends
   */
  End walk(String start, String path, boolean followLast, Set<String> roots) {
    return walk(start, path, followLast, roots, step -> {});
  }

  private End walk(
      String start, String path, boolean followLast, Set<String> roots, Consumer<String> steps) {
    Deque<String> ahead = new ArrayDeque<>(segments(path));
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
          return End.OUTSIDE;
        }
        here.remove(here.size() - 1);
        continue;
      }
      here.add(segment);
      String place = String.join("/", here);
      steps.accept(place);
      Node node = nodes.get(place);
      if (node != null && node.kind() == Kind.LINK && (followLast || !ahead.isEmpty())) {
        if (++followed > MAX_LINKS) {
          return End.NOTHING;
        }
        here.remove(here.size() - 1);
        String target = node.target();
        if (target.startsWith("/")) {
          Optional<String> within = within(roots, target);
          if (within.isEmpty()) {
            return End.OUTSIDE;
          }
          here.clear();
          target = within.get();
        }
        prepend(ahead, target);
      } else if (node == null || (node.kind() == Kind.FILE && !ahead.isEmpty())) {
        // The kernel stops here. The rest is walked as if this were a folder: it must not lead out
        // either, since what is missing today may exist tomorrow.
        lost = true;
      }
    }
    return lost ? End.NOTHING : End.MEMBER;
  }

  /**
   * The part of an absolute path below a root. Textual on purpose: {@code ..} in it is resolved by
   * {@link #walk}.
   */
  static Optional<String> within(Set<String> roots, String target) {
    for (String root : roots) {
      if (target.equals(root)) {
        return Optional.of("");
      } else if (target.startsWith(root + "/")) {
        return Optional.of(target.substring(root.length() + 1));
      }
    }
    return Optional.empty();
  }

  private static void prepend(Deque<String> ahead, String path) {
    List<String> segments = segments(path);
    for (int i = segments.size() - 1; i >= 0; i--) {
      ahead.addFirst(segments.get(i));
    }
  }

  private static List<String> segments(String path) {
    return Arrays.asList(path.split("/", -1));
  }
}
