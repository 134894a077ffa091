package dev.styxcache.adapter.hash;

/**
 * An implementation of the BLAKE3 hash function, with its default output of 32 bytes. Safe for use
 * by many threads.
 */
interface Blake3 {

  /** Begins a digest. */
  Hash begin();

  /** A digest in the making. For one thread at a time. */
  interface Hash {

    /**
     * Adds bytes.
     *
     * @param bytes holds them, and is not kept
     * @param length how many of them count, from the first
     */
    void update(byte[] bytes, int length);

    /** The digest of everything that was added: 32 bytes. Ends this digest. */
    byte[] digest();
  }
}
