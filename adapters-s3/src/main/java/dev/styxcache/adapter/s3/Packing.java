package dev.styxcache.adapter.s3;

import dev.styxcache.domain.manifest.TreeRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts small contents into packs. Where a pack ends depends on the digest of its last content, not
 * on how many came before it; so two entries that differ in few contents have most packs in common.
 */
final class Packing {

  private Packing() {}

  /**
   * Cuts.
   *
   * @param contents distinct small contents, in the order of their digests
   * @return the packs, none of them empty
   */
  static List<List<TreeRecord.File>> cut(List<TreeRecord.File> contents) {
    List<List<TreeRecord.File>> packs = new ArrayList<>();
    List<TreeRecord.File> pack = new ArrayList<>();
    long bytes = 0;
    for (TreeRecord.File content : contents) {
      pack.add(content);
      bytes += content.size();
      if (bytes >= Sizes.MOST_PACK || (bytes >= Sizes.LEAST_PACK && isCut(content))) {
        packs.add(pack);
        pack = new ArrayList<>();
        bytes = 0;
      }
    }
    if (!pack.isEmpty()) {
      packs.add(pack);
    }
    return packs;
  }

  /** Of digests, which are as good as drawn by lot, as many as the content has of a step. */
  private static boolean isCut(TreeRecord.File content) {
    long lot = Long.parseLong(content.hash().hex().substring(56), 16);
    return lot % Sizes.PACK_STEP < content.size();
  }
}
