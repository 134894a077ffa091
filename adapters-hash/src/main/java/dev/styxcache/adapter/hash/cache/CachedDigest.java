package dev.styxcache.adapter.hash.cache;

import dev.styxcache.domain.key.ContentHash;

/**
 * A digest in the cache.
 *
 * @param hash the digest
 * @param day the day of its last use, in days since 1970
 */
record CachedDigest(ContentHash hash, long day) {

  /** Reads a sound record. */
  static CachedDigest read(byte[] from, int at) {
    return new CachedDigest(RecordFormat.hash(from, at), RecordFormat.day(from, at));
  }
}
