package dev.styxcache.adapter.s3.format;

import dev.styxcache.domain.key.ContentHash;
import dev.styxcache.domain.manifest.TreeRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An object that holds several small contents, one after the other.
 *
 * @param pieces the contents in order; at least one
 * @param encoding encoding of the whole
 */
public record Pack(List<Piece> pieces, BlobEncoding encoding) {

  /** Maximum length of the contents of a pack, in bytes. */
  static final long MAX_BYTES = 4 << 20;

  /**
   * A content in a pack.
   *
   * @param content its digest
   * @param size its length in bytes, at least 1
   */
  public record Piece(ContentHash content, long size) {
    /** Checks the size. */
    public Piece {
      if (size < 1 || size > MAX_BYTES) {
        throw new IllegalArgumentException("a pack cannot hold a content of " + size + " bytes");
      }
    }
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the pack is empty or too long
   */
  public Pack {
    pieces = List.copyOf(pieces);
    long bytes = pieces.stream().mapToLong(Piece::size).sum();
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException("a pack cannot have " + bytes + " bytes");
    }
  }

  /**
   * Cuts small contents into packs. The end of a pack depends on the digest of its last content,
   * not on the number of contents before it, so that two entries that differ in few contents have
   * most packs in common.
   *
   * @param contents distinct small contents, in the order of their digests
   * @return the contents of each pack, none of them empty
   */
  public static List<List<TreeRecord.File>> cut(List<TreeRecord.File> contents) {
    List<List<TreeRecord.File>> packs = new ArrayList<>();
    List<TreeRecord.File> pack = new ArrayList<>();
    long bytes = 0;
    for (TreeRecord.File content : contents) {
      pack.add(content);
      bytes += content.size();
      if (bytes >= TransferSizes.FULL_PACK
          || (bytes >= TransferSizes.MIN_PACK && endsPack(content))) {
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

  /** Digests are uniformly distributed, so a pack ends after about one step of bytes. */
  private static boolean endsPack(TreeRecord.File content) {
    long random = Long.parseLong(content.hash().hex().substring(56), 16);
    return random % TransferSizes.PACK_STEP < content.size();
  }

  /**
   * Returns the length of all contents.
   *
   * @return their sum, in bytes
   */
  public int bytes() {
    return Math.toIntExact(pieces.stream().mapToLong(Piece::size).sum());
  }

  /**
   * Returns the name of the object. It follows from the contents, so that equal packs are stored
   * once.
   *
   * @return the name
   */
  public String objectName() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      pieces.forEach(piece -> sha.update(piece.content().bytes()));
      return ObjectNames.pack(HexFormat.of().formatHex(sha.digest()), encoding);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
