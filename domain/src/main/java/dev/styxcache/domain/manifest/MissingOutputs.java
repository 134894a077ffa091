package dev.styxcache.domain.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Selects the outputs of one tree that another tree lacks and can take: a folder for them exists,
 * and no link leads out of the tree once they are in it.
 */
public final class MissingOutputs {

  private final List<TreeRecord> tree;
  private final Set<String> folders = new HashSet<>();

  private MissingOutputs(Collection<TreeRecord> present) {
    this.tree = new ArrayList<>(present);
    present.forEach(this::noteFolder);
  }

  /**
   * Selects outputs.
   *
   * @param present the tree that is added to
   * @param candidates the other tree, a folder before its members
   * @return what can be added, in the order of the candidates
   */
  public static List<TreeRecord> of(
      Collection<TreeRecord> present, Collection<TreeRecord> candidates) {
    TreeIndex index = TreeIndex.of(present);
    MissingOutputs growing = new MissingOutputs(present);
    List<TreeRecord> missing = new ArrayList<>();
    for (TreeRecord record : candidates) {
      if (!index.lists(record.path()) && growing.canTake(record)) {
        growing.tree.add(record);
        growing.noteFolder(record);
        missing.add(record);
      }
    }
    return missing;
  }

  private void noteFolder(TreeRecord record) {
    if (record instanceof TreeRecord.Folder) {
      folders.add(record.path());
    }
  }

  private boolean canTake(TreeRecord record) {
    int slash = record.path().lastIndexOf('/');
    boolean hasFolder = slash < 0 || folders.contains(record.path().substring(0, slash));
    return hasFolder && (!(record instanceof TreeRecord.Link) || keepsLinksInside(record));
  }

  /** All links are checked: a new link can bend the way of one that was there before. */
  private boolean keepsLinksInside(TreeRecord record) {
    List<TreeRecord> grown = new ArrayList<>(tree);
    grown.add(record);
    LinkCheck check = new LinkCheck(TreeIndex.of(grown));
    return grown.stream()
        .noneMatch(other -> other instanceof TreeRecord.Link link && check.leadsOut(link));
  }
}
