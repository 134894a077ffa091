package dev.styxcache.domain.tree;

/** A BLAKE3 hash in progress, with the default output of 32 bytes. For one thread at a time. */
public interface StreamingHash {

  /**
   * Adds bytes.
   *
   * @param bytes holds them; not kept
   * @param length the number of bytes to add, from the first
   */
  void update(byte[] bytes, int length);

  /**
   * The digest of all bytes that were added. Ends this hash.
   *
   * @return 32 bytes
   */
  byte[] digest();
}
