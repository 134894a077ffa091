package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.tree.LinkCheck;
import dev.styxcache.adapter.fs.tree.TreeIndex;
import dev.styxcache.domain.manifest.TreeRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A tree to which more is added, as far as it fits. For one thread. */
final class TreeGrowth {

  private final List<TreeRecord> tree;
  private final Set<String> folders = new HashSet<>();

  TreeGrowth(Collection<TreeRecord> present) {
    this.tree = new ArrayList<>(present);
    present.stream()
        .filter(TreeRecord.Folder.class::isInstance)
        .forEach(folder -> folders.add(folder.path()));
  }

  /** Whether there is a folder for it, and no link would lead out of the tree once it is there. */
  boolean fits(TreeRecord record) {
    int slash = record.path().lastIndexOf('/');
    boolean hasPlace = slash < 0 || folders.contains(record.path().substring(0, slash));
    return hasPlace && !spoilsLinks(record);
  }

  private boolean spoilsLinks(TreeRecord record) {
    if (!(record instanceof TreeRecord.Link)) {
      return false;
    }
    List<TreeRecord> grown = new ArrayList<>(tree);
    grown.add(record);
    LinkCheck check = new LinkCheck(TreeIndex.of(grown));
    return grown.stream()
        .anyMatch(other -> other instanceof TreeRecord.Link link && check.leadsOut(link));
  }

  void grow(TreeRecord record) {
    tree.add(record);
    if (record instanceof TreeRecord.Folder) {
      folders.add(record.path());
    }
  }
}
