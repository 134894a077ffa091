package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheUnavailableException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Applies the policy for failures of the cache: warns, once per reason, or throws. */
final class FailureHandling {

  /**
   * Maximum number of remembered reasons. Beyond it a warning may repeat, which is better than a
   * memory leak.
   */
  private static final int REMEMBERED = 1000;

  private final CacheFailures answer;
  private final CacheEvents events;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  FailureHandling(CacheFailures answer, CacheEvents events) {
    this.answer = answer;
    this.events = events;
  }

  /**
   * Handles a failure of the cache.
   *
   * @param failure the failure
   * @throws CacheUnavailableException the failure, if the policy is strict
   */
  void failed(CacheUnavailableException failure) {
    if (answer == CacheFailures.FAIL) {
      throw failure;
    }
    warnOnce("the run goes on without the cache: " + failure.getMessage());
  }

  /** Warns once of a problem that affects many runs. */
  void warnOnce(String message) {
    if (warned.size() >= REMEMBERED || warned.add(message)) {
      events.warning(message);
    }
  }

  /** Warns of a problem that affects one run. */
  void warn(String message) {
    events.warning(message);
  }
}
