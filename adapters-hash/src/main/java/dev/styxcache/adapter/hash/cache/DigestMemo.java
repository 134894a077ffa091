package dev.styxcache.adapter.hash.cache;

import dev.styxcache.domain.key.ContentHash;
import java.util.Optional;

/**
 * Remembers digests of files. It never fails: where it cannot do something, it knows less. Safe for
 * use by many threads.
 */
public interface DigestMemo {

  /**
   * Looks for a digest.
   *
   * @param key which file, and in what state
   * @return the digest of the file in exactly this state, if it is known
   */
  Optional<ContentHash> find(MemoKey key);

  /**
   * Remembers a digest. It is known to other processes after the next {@link #flush}, or earlier.
   *
   * @param key which file, and in what state
   * @param hash the digest of its content
   */
  void remember(MemoKey key, ContentHash hash);

  /** Hands over to other processes what was remembered; to be called when a round has ended. */
  void flush();
}
