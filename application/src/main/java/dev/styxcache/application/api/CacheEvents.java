package dev.styxcache.application.api;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;

/**
 * Is told what the cache does, to show it to people. Called by any thread. An implementation must
 * not throw.
 */
public interface CacheEvents {

  /**
   * The key of a run was made, before it was looked up. A run that fails has no report that could
   * name it.
   *
   * @param metadata the tool
   * @param key the key
   */
  default void keyed(Metadata metadata, CacheKey key) {}

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

  /**
   * An entry that was missing in the local store was looked for in the remote tier. What went wrong
   * is a {@link #warning} as well, the first time.
   *
   * @param key the key
   * @param pull the outcome, with its reason
   */
  default void pulled(CacheKey key, Pull pull) {}

  /**
   * An entry that a run has made was pushed to the remote tier, after {@link #finished}. What went
   * wrong is a {@link #warning} as well, the first time.
   *
   * @param key the key
   * @param push the outcome, with its reason
   */
  default void pushed(CacheKey key, Push push) {}
}
