package dev.styxcache.domain.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The name of an entry: the SHA-256 of its payload's canonical text.
 *
 * @param hex 32 bytes as 64 digits of lower-case hex
 */
public record CacheKey(String hex) {

  /** Checks the form. */
  public CacheKey {
    Hex.requireDigest(hex, "a cache key");
  }

  /**
   * The key of a payload.
   *
   * @param canonicalText what {@link KeyPayload#canonicalText()} returned
   * @return the key
   */
  public static CacheKey ofCanonicalText(String canonicalText) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return new CacheKey(Hex.of(sha256.digest(canonicalText.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Whether a text has the form of a key.
   *
   * @param text the text
   * @return whether it is 64 digits of lower-case hex
   */
  public static boolean isKey(String text) {
    return Hex.isDigest(text);
  }

  /**
   * The folder that keeps any one folder of a cache small.
   *
   * @return the first two digits
   */
  public String shard() {
    return hex.substring(0, 2);
  }

  /**
   * A form that fits into a line for people.
   *
   * @return the first twelve digits
   */
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  // Written out, as in ContentHash.

  @Override
  public boolean equals(Object other) {
    return other instanceof CacheKey that && hex.equals(that.hex);
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
