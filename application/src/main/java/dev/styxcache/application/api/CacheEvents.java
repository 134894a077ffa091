package dev.styxcache.application.api;

import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;

/**
 * Listener for what the cache does, to show it to people. Called from any thread, so
 * implementations are thread-safe. They must not throw.
 */
public interface CacheEvents {

  /**
   * The key of a run was made; the lookup follows. This is the only event with the key of a run
   * that fails.
   *
   * @param metadata the tool
   * @param key the key
   */
  default void keyed(Metadata metadata, CacheKey key) {}

  /**
   * A run ended, through the cache or bypassing it. Not called for runs that fail.
   *
   * @param report what happened
   */
  void finished(RunReport report);

  /**
   * A tool ran and failed. What it has made until then may be deleted when this returns.
   *
   * @param metadata the tool
   * @param outputs the directory with what it has made
   */
  default void toolFailed(Metadata metadata, Path outputs) {}

  /**
   * A problem with the cache or with its inputs that does not stop the run.
   *
   * @param message names the problem, where it is, and the next step
   */
  void warning(String message);

  /**
   * A run waits for another one with the same key.
   *
   * @param key the key
   * @param holder the run that holds the lock
   */
  void waiting(CacheKey key, LockHolder holder);

  /**
   * An entry that is missing in the local store was looked up in the remote tier. The first failure
   * is also a {@link #warning}.
   *
   * @param key the key
   * @param pull the outcome, with its reason
   */
  default void pulled(CacheKey key, Pull pull) {}

  /**
   * The push of a run's entry to the remote tier ended; follows {@link #finished}. The first
   * failure is also a {@link #warning}.
   *
   * @param key the key
   * @param push the outcome, with its reason
   */
  default void pushed(CacheKey key, Push push) {}
}
