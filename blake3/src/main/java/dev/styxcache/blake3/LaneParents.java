package dev.styxcache.blake3;

import static dev.styxcache.blake3.Format.BLOCK_BYTES;
import static dev.styxcache.blake3.Format.BLOCK_WORDS;
import static dev.styxcache.blake3.Format.CV_WORDS;
import static dev.styxcache.blake3.Format.PARENT;

/** Merges the chaining values of many trees level by level, all parents of a level side by side. */
final class LaneParents {

  private final Lanes lanes;
  private final Group group;
  private final int[] message = new int[BLOCK_WORDS];
  private final int[] cvs;

  LaneParents(Lanes lanes, int[] cvs) {
    this.lanes = lanes;
    this.group = new Group(lanes.width, 1);
    this.cvs = cvs;
  }

  /**
   * Replaces the chaining values of each tree's leaves by that of its top.
   *
   * @param first the number of each tree's first value, which will be the top's
   * @param nodes how many leaves each tree has; afterwards 1
   * @param trees how many trees there are
   * @param root {@link Format#ROOT} if they are whole inputs, otherwise 0
   */
  void join(int[] first, int[] nodes, int trees, int root) {
    boolean higher = true;
    while (higher) {
      higher = false;
      for (int tree = 0; tree < trees; tree++) {
        add(first[tree], nodes[tree], root);
        higher |= nodes[tree] > 2;
      }
      finish();
      for (int tree = 0; tree < trees; tree++) {
        nodes[tree] = rise(first[tree], nodes[tree]);
      }
    }
  }

  private void add(int first, int nodes, int root) {
    int flags = nodes == 2 ? PARENT | root : PARENT;
    int pairs = nodes / 2;
    for (int i = 0; i < pairs; i++) {
      group.add(first + 2 * i, first + i, 0, BLOCK_BYTES, flags);
      if (group.isFull()) {
        lanes.parents(group, cvs);
        group.count = 0;
      }
    }
  }

  private void finish() {
    if (group.count >= lanes.worthwhile) {
      lanes.parents(group, cvs);
    } else {
      for (int lane = 0; lane < group.count; lane++) {
        int at = group.to[lane] * CV_WORDS;
        System.arraycopy(cvs, group.from[lane] * CV_WORDS, message, 0, BLOCK_WORDS);
        Format.start(cvs, at);
        Compression.compress(cvs, at, message, 0, BLOCK_BYTES, group.flags[lane]);
      }
    }
    group.count = 0;
  }

  /** Moves a last node without a sibling up unchanged; returns the number of nodes. */
  private int rise(int first, int nodes) {
    int pairs = nodes / 2;
    if (nodes % 2 == 0 || pairs == 0) {
      return nodes == 1 ? 1 : pairs;
    }
    int last = (first + nodes - 1) * CV_WORDS;
    System.arraycopy(cvs, last, cvs, (first + pairs) * CV_WORDS, CV_WORDS);
    return pairs + 1;
  }
}
