package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.tree.ScannedTree;
import dev.styxcache.adapter.fs.tree.SelfLinks;
import dev.styxcache.adapter.fs.tree.TreeScanner;
import dev.styxcache.adapter.fs.tree.UnstorableTreeException;
import dev.styxcache.domain.manifest.LinkCheck;
import dev.styxcache.domain.manifest.TreeRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Absolute links of a tree into itself, which is about to be renamed. */
final class ExposedLinks {

  private static final Logger LOG = LoggerFactory.getLogger(ExposedLinks.class);

  private ExposedLinks() {}

  /**
   * Makes those links relative, and leaves all others as they are.
   *
   * @param tree the tree, which may have anything in it
   * @throws IOException if the file system failed
   */
  static void keepWorking(Path tree) throws IOException {
    try {
      ScannedTree found = TreeScanner.scan(tree, name -> false);
      LinkCheck check =
          new LinkCheck(
              found.index(), Set.copyOf(List.of(tree.toString(), tree.toRealPath().toString())));
      List<TreeRecord.Link> wanted = new ArrayList<>();
      for (TreeRecord.Link link : found.links()) {
        wanted.add(check.leadsOut(link) ? link : check.relative(link));
      }
      SelfLinks.rewrite(
          found, wanted, tree.resolve(EntryLayout.temporary(UUID.randomUUID().toString())));
    } catch (UnstorableTreeException e) {
      // The tree has something that no entry could have, which is why it is only exposed.
      LOG.debug("links in {} are left as they are", tree, e);
    }
  }
}
