package dev.styxcache.domain.tree;

import dev.styxcache.domain.key.ContentHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The format of a directory's digest, as {@code docs/key-format.md} defines it. The first part has
 * the regular files, and is the same as Python's. The second part has what Python does not see, and
 * is left out where there is nothing of the kind.
 *
 * <p>Callers add all files in the order of their paths, segment by segment by code points; then all
 * members of the second part in the same order; then the outer trees by number. Paths are relative
 * to the directory, with {@code /} between segments. For one digest and one thread.
 */
public final class TreeDigest {

  private static final char EXECUTABLE = 'x';
  private static final char EMPTY_DIRECTORY = 'd';
  private static final char INNER_LINK = 'l';
  private static final char OUTER_LINK = 'D';
  private static final char OUTER_TREE = 'T';

  private final StreamingHash hash;
  private boolean secondPart;

  /**
   * Begins a digest.
   *
   * @param hash a new hash that gets the bytes
   */
  public TreeDigest(StreamingHash hash) {
    this.hash = hash;
  }

  /**
   * Adds a regular file, or a link to one, to the first part.
   *
   * @param path its path
   * @param digest the digest of its content
   */
  public void file(String path, ContentHash digest) {
    if (secondPart) {
      throw new IllegalStateException("the first part has ended before " + path);
    }
    text(path);
    bytes(digest.bytes());
  }

  /**
   * Adds to the second part that a file is executable by its owner, its group or others.
   *
   * @param path the file's path
   */
  public void executable(String path) {
    kind(EXECUTABLE);
    text(path);
  }

  /**
   * Adds a directory without members to the second part.
   *
   * @param path its path; empty for the tree's own directory
   */
  public void emptyDirectory(String path) {
    kind(EMPTY_DIRECTORY);
    text(path);
  }

  /**
   * Adds a broken link, or a link to a directory in the same tree, to the second part.
   *
   * @param path its path
   * @param target the link's text
   */
  public void innerLink(String path, String target) {
    kind(INNER_LINK);
    text(path);
    text(target);
  }

  /**
   * Adds a link to a directory outside the tree to the second part.
   *
   * @param path its path
   * @param target the link's text
   * @param tree the number of the tree that the directory belongs to
   * @param pathInTree the directory's path in that tree; empty for the tree's own directory
   */
  public void outerLink(String path, String target, int tree, String pathInTree) {
    kind(OUTER_LINK);
    text(path);
    text(target);
    number(tree);
    text(pathInTree);
  }

  /**
   * Adds another tree that links lead to, after the second part.
   *
   * @param digest the tree's digest
   */
  public void outerTree(ContentHash digest) {
    kind(OUTER_TREE);
    bytes(digest.bytes());
  }

  /**
   * Ends the digest.
   *
   * @return the digest
   */
  public ContentHash finish() {
    return ContentHash.of(hash.digest());
  }

  private void kind(char kind) {
    if (!secondPart) {
      // Takes the place of a path's length. No path of the first part is empty.
      number(0);
      secondPart = true;
    }
    bytes(new byte[] {(byte) kind});
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    bytes(utf8);
  }

  private void number(int number) {
    bytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  private void bytes(byte[] bytes) {
    hash.update(bytes, bytes.length);
  }
}
