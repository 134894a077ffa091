package dev.styxcache.adapter.fs.tree;

import dev.styxcache.domain.manifest.TreeRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sees to it that no link leads out of a tree. A link that leads nowhere is allowed, as is a loop,
 * if no step on the way leaves the tree.
 *
 * <p>An absolute link to a place in the tree's present folder is good, but would lead nowhere once
 * the folder has been renamed; it is stored in its relative form.
 */
public final class LinkCheck {

  private final TreeIndex index;
  private final Set<Path> roots;

  /**
   * A check of links that are all relative.
   *
   * @param index what is in the tree
   */
  public LinkCheck(TreeIndex index) {
    this(index, Set.of());
  }

  /**
   * A check of links in a tree that stands on disk.
   *
   * @param index what is in the tree
   * @param roots the names of the folder in which it stands, all absolute
   */
  public LinkCheck(TreeIndex index, Set<Path> roots) {
    this.index = index;
    this.roots = Set.copyOf(roots);
  }

  /**
   * Checks some links.
   *
   * @param links links of the tree
   * @return the same links, all relative
   * @throws UnstorableTreeException if one leads out of the tree; the message names it
   */
  public List<TreeRecord.Link> relative(List<TreeRecord.Link> links)
      throws UnstorableTreeException {
    List<TreeRecord.Link> relative = new ArrayList<>(links.size());
    for (TreeRecord.Link link : links) {
      if (leadsOut(link)) {
        throw new UnstorableTreeException(
            "the link "
                + link.path()
                + " leads to "
                + link.target()
                + ", which is outside the output directory; an entry can hold only links within itself");
      }
      relative.add(relative(link));
    }
    return relative;
  }

  /**
   * Whether a link leads out of the tree.
   *
   * @param link a link of the tree, or one that is to be added to it
   * @return whether some step on its way does
   */
  public boolean leadsOut(TreeRecord.Link link) {
    String start = folderOf(link.path());
    String target = link.target();
    if (target.startsWith("/")) {
      Optional<String> within = inTree(target);
      if (within.isEmpty()) {
        return true;
      }
      start = "";
      target = within.get();
    }
    return index.walk(start, target, true, this::inTree) instanceof TreeIndex.End.Outside;
  }

  private TreeRecord.Link relative(TreeRecord.Link link) {
    if (!link.target().startsWith("/")) {
      return link;
    }
    String within = inTree(link.target()).orElseThrow();
    long depth = link.path().chars().filter(unit -> unit == '/').count();
    String up = "../".repeat(Math.toIntExact(depth));
    String target =
        within.isEmpty() && !up.isEmpty() ? up.substring(0, up.length() - 1) : up + within;
    return new TreeRecord.Link(link.path(), target.isEmpty() ? "." : target);
  }

  /**
   * The part of an absolute path below the tree's root. Textual on purpose: {@code ..} in it is
   * left for the walk.
   */
  private Optional<String> inTree(String target) {
    for (Path root : roots) {
      String prefix = root.toString();
      if (target.equals(prefix)) {
        return Optional.of("");
      } else if (target.startsWith(prefix + "/")) {
        return Optional.of(target.substring(prefix.length() + 1));
      }
    }
    return Optional.empty();
  }

  private static String folderOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
