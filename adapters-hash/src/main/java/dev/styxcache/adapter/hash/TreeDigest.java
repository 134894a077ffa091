package dev.styxcache.adapter.hash;

import dev.styxcache.adapter.hash.TreeMember.EmptyDirectory;
import dev.styxcache.adapter.hash.TreeMember.InnerLink;
import dev.styxcache.adapter.hash.TreeMember.OuterLink;
import dev.styxcache.adapter.hash.TreeMember.RegularFile;
import dev.styxcache.domain.key.ContentHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The digest of a directory, as {@code docs/key-format.md} has it: a first part that is Python's,
 * and a second one for what Python does not see, only where there is any. For one use.
 */
final class TreeDigest {

  private static final char EXECUTABLE = 'x';
  private static final char EMPTY_DIRECTORY = 'd';
  private static final char INNER_LINK = 'l';
  private static final char OUTER_LINK = 'D';
  private static final char OUTER_TREE = 'T';

  private final Blake3.Hash hash;
  private boolean secondPart;

  TreeDigest(Blake3 blake3) {
    this.hash = blake3.begin();
  }

  /** Adds a file to the first part; in the order of the paths. */
  void file(String path, ContentHash digest) {
    text(path);
    bytes(digest.bytes());
  }

  /** Adds the second part, where there is one; after the first. */
  void special(TreeLog log) {
    for (TreeMember member : log) {
      if (member instanceof RegularFile file && file.stat().executable()) {
        begin(EXECUTABLE);
        text(file.path());
      } else if (member instanceof EmptyDirectory directory) {
        begin(EMPTY_DIRECTORY);
        text(directory.path());
      } else if (member instanceof InnerLink link) {
        begin(INNER_LINK);
        text(link.path());
        text(link.target());
      } else if (member instanceof OuterLink link) {
        begin(OUTER_LINK);
        text(link.path());
        text(link.target());
        number(link.tree());
        text(link.pathInTree());
      }
    }
  }

  /** Adds a tree that links lead to; after the second part, in the order of their numbers. */
  void outerTree(ContentHash digest) {
    begin(OUTER_TREE);
    bytes(digest.bytes());
  }

  /** The digest. */
  ContentHash finish() {
    return ContentHash.of(hash.digest());
  }

  private void begin(char kind) {
    if (!secondPart) {
      // In the place of a path's length. No path of the first part is empty.
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
