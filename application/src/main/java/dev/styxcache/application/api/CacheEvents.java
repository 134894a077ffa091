package dev.styxcache.application.api;

import dev.styxcache.domain.key.CacheKey;

/**
 * Is told what the cache does, to show it to people. Called by any thread. An implementation must
 * not throw.
 */
public interface CacheEvents {

  /**
   * A run has come to its end, through the cache or past it. Not called for runs that fail.
   *
   * @param report what happened
   */
  void finished(RunReport report);

  /**
   * Something is wrong with the cache, or with what it was given, though the run goes on.
   *
   * @param message what, where, and what to do
   */
  void warning(String message);

  /**
   * A run waits for another one with the same key.
   *
   * @param key the key
   * @param holder on whom it waits
   */
  void waiting(CacheKey key, LockHolder holder);
}
