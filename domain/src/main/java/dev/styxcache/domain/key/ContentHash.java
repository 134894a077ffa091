package dev.styxcache.domain.key;

import java.util.HexFormat;

/**
 * The BLAKE3 digest of a file's content or of a directory tree.
 *
 * @param hex 32 bytes as 64 digits of lower-case hex
 */
public record ContentHash(String hex) {

  /** The digest of no bytes. */
  public static final ContentHash OF_NOTHING =
      new ContentHash("af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");

  /** How many bytes a digest has. */
  public static final int BYTES = 32;

  /** Checks the form. */
  public ContentHash {
    Hex.requireDigest(hex, "a BLAKE3 digest");
  }

  /**
   * From raw bytes.
   *
   * @param digest 32 bytes
   * @return the digest
   */
  public static ContentHash of(byte[] digest) {
    return new ContentHash(Hex.of(digest));
  }

  /**
   * The raw digest.
   *
   * @return a new array of 32 bytes
   */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  // Written out, here and in few other records: what the compiler makes for a record compares by
  // method handles, which at each start of the command line take longer to make than a hit may.

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentHash that && hex.equals(that.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public String toString() {
    return hex;
  }
}
