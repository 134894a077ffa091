package dev.styxcache.blake3;

import static dev.styxcache.blake3.Format.CV_WORDS;
import static dev.styxcache.blake3.Format.ROOT;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Merges the chaining values of a large input's subtrees into its digest, in any order.
 *
 * <p>Safe for use by many threads. Two siblings become their parent as soon as both are there, so
 * that few values are held when subtrees come almost in order: about the logarithm of their number.
 * In random order it is about 100 bytes per MiB of input.
 */
public final class TreeMerge {

  private final long subtrees;
  private final Map<Node, int[]> waiting = new HashMap<>();
  private final int[] message = new int[Format.BLOCK_WORDS];
  private int @Nullable [] root;

  /** A node of the tree: {@code index} counts the nodes of its level from the left. */
  private record Node(int level, long index) {}

  /**
   * Begins to join.
   *
   * @param bytes the length of the input; more than {@link Kernel#SUBTREE_BYTES}, since a shorter
   *     one is digested at once by {@link Kernel#hash}
   */
  public TreeMerge(long bytes) {
    if (bytes <= Kernel.SUBTREE_BYTES) {
      throw new IllegalArgumentException("an input of " + bytes + " bytes has only one subtree");
    }
    this.subtrees = (bytes - 1) / Kernel.SUBTREE_BYTES + 1;
  }

  /**
   * How many subtrees the input has, of {@link Kernel#SUBTREE_BYTES} each and one of the rest.
   *
   * @return their number, at least 2
   */
  public long subtrees() {
    return subtrees;
  }

  /**
   * Adds the chaining value of a subtree. Each must be added once.
   *
   * @param index which subtree, from 0
   * @param cv holds the chaining value as {@link Kernel#subtree} gives it, and is not kept
   * @param at where in {@code cv}
   * @throws IllegalStateException if it is seen that the subtree was added before
   */
  public synchronized void add(long index, int[] cv, int at) {
    Objects.checkIndex(index, subtrees);
    int[] value = new int[2 * CV_WORDS];
    System.arraycopy(cv, at, value, 0, CV_WORDS);
    int level = 0;
    long here = index;
    long last = subtrees - 1;
    while (last > 0) {
      // A last node without a sibling moves up unchanged.
      if (here != last || here % 2 == 1) {
        int[] sibling = waiting.remove(new Node(level, here ^ 1));
        if (sibling == null) {
          hold(new Node(level, here), value);
          return;
        }
        int[] left = here % 2 == 0 ? value : sibling;
        int[] right = here % 2 == 0 ? sibling : value;
        System.arraycopy(right, 0, left, CV_WORDS, CV_WORDS);
        Blocks.parent(message, left, 0, last == 1 ? ROOT : 0);
        value = left;
      }
      here /= 2;
      last /= 2;
      level++;
    }
    root = value;
  }

  private void hold(Node node, int[] value) {
    if (root != null || waiting.putIfAbsent(node, value) != null) {
      throw new IllegalStateException("a subtree was added twice: " + node);
    }
  }

  /**
   * Gives the digest.
   *
   * @param digest gets it, in {@link Kernel#DIGEST_BYTES} bytes
   * @param at where in {@code digest}
   * @throws IllegalStateException if not all subtrees were added
   */
  public synchronized void digest(byte[] digest, int at) {
    if (root == null) {
      throw new IllegalStateException("subtrees are missing");
    }
    Format.writeDigest(root, 0, digest, at);
  }
}
