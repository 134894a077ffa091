package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.tree.ScannedTree;
import dev.styxcache.domain.manifest.EntryManifest;
import dev.styxcache.domain.manifest.TreeRecord;
import java.util.List;

/**
 * What a run's folder is about to become.
 *
 * @param tree what the tool left
 * @param links the tree's links as they are to be
 * @param manifest what the entry will say of itself
 * @param text the manifest as it will be written
 */
record Draft(ScannedTree tree, List<TreeRecord.Link> links, EntryManifest manifest, String text) {}
