package dev.styxcache.adapter.s3.format;

import dev.styxcache.domain.key.ContentHash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Small contents that travel together, one after the other.
 *
 * @param pieces the contents in order; at least one
 * @param encoding how the whole is written
 */
public record Pack(List<Piece> pieces, Encoding encoding) {

  /** No pack has more bytes, as contents. */
  public static final long MOST_BYTES = 4 << 20;

  /**
   * One content.
   *
   * @param content its digest
   * @param size how many bytes it has, at least 1
   */
  public record Piece(ContentHash content, long size) {
    /** Checks the size. */
    public Piece {
      if (size < 1 || size > MOST_BYTES) {
        throw new IllegalArgumentException("no pack has a content of " + size + " bytes");
      }
    }
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is nothing in it, or too much
   */
  public Pack {
    pieces = List.copyOf(pieces);
    long bytes = pieces.stream().mapToLong(Piece::size).sum();
    if (bytes < 1 || bytes > MOST_BYTES) {
      throw new IllegalArgumentException("no pack has " + bytes + " bytes");
    }
  }

  /**
   * How many bytes it has, as contents.
   *
   * @return their sum
   */
  public int bytes() {
    return Math.toIntExact(pieces.stream().mapToLong(Piece::size).sum());
  }

  /**
   * The name of its object, which follows from its contents: equal packs are stored once.
   *
   * @return the name
   */
  public String objectName() {
    return ObjectNames.pack(digest(), encoding);
  }

  private String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      pieces.forEach(piece -> sha.update(piece.content().bytes()));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
