package dev.styxcache.domain.manifest;

import java.util.Optional;
import java.util.Set;

/**
 * Finds links that lead out of a tree. A link that leads nowhere is allowed, as is a loop, if no
 * step on the way leaves the tree.
 *
 * <p>An absolute link into the tree's present folder is allowed too, but would lead nowhere once
 * the folder is renamed; it is stored in its {@linkplain #relative relative} form.
 */
public final class LinkCheck {

  private final TreeIndex index;
  private final Set<String> roots;

  /**
   * Checks links of a tree in which every link is relative.
   *
   * @param index the tree
   */
  public LinkCheck(TreeIndex index) {
    this(index, Set.of());
  }

  /**
   * Checks links of a tree on disk.
   *
   * @param index the tree
   * @param roots the absolute names of its folder
   */
  public LinkCheck(TreeIndex index, Set<String> roots) {
    this.index = index;
    this.roots = Set.copyOf(roots);
  }

  /**
   * Whether a link leads out of the tree.
   *
   * @param link a link of the tree
   * @return whether some step on its way does
   */
  public boolean leadsOut(TreeRecord.Link link) {
    String target = link.target();
    if (!target.startsWith("/")) {
      int slash = link.path().lastIndexOf('/');
      return leadsOut(slash < 0 ? "" : link.path().substring(0, slash), target);
    }
    Optional<String> within = TreeIndex.within(roots, target);
    return within.isEmpty() || leadsOut("", within.get());
  }

  private boolean leadsOut(String folder, String target) {
    return index.walk(folder, target, true, roots) == TreeIndex.End.OUTSIDE;
  }

  /**
   * The form of a link that still works when the tree's folder is renamed.
   *
   * @param link a link that does not lead out
   * @return the same link with a relative target
   */
  public TreeRecord.Link relative(TreeRecord.Link link) {
    if (!link.target().startsWith("/")) {
      return link;
    }
    String within = TreeIndex.within(roots, link.target()).orElseThrow();
    long depth = link.path().chars().filter(unit -> unit == '/').count();
    String up = "../".repeat(Math.toIntExact(depth));
    String target =
        within.isEmpty() && !up.isEmpty() ? up.substring(0, up.length() - 1) : up + within;
    return new TreeRecord.Link(link.path(), target.isEmpty() ? "." : target);
  }
}
