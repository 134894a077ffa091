package dev.styxcache.adapter.hash.cache;

import dev.styxcache.domain.key.ContentHash;

/**
 * What a record says.
 *
 * @param hash the digest
 * @param day when it was last used, in days since 1970
 */
record Remembered(ContentHash hash, long day) {

  /** Reads a sound record. */
  static Remembered read(byte[] from, int at) {
    return new Remembered(MemoRecords.hash(from, at), MemoRecords.day(from, at));
  }
}
