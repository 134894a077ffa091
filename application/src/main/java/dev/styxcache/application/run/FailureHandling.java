package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheUnavailableException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Does what the policy says when the cache itself fails: warns, once for each reason, or throws.
 */
final class FailureHandling {

  /**
   * So many reasons are remembered; after that warnings may come twice, which is better than a
   * leak.
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
   * The cache failed.
   *
   * @param failure why
   * @throws CacheUnavailableException the failure, if the user wants no run without the cache
   */
  void failed(CacheUnavailableException failure) {
    if (answer == CacheFailures.FAIL) {
      throw failure;
    }
    warnOnce("the run goes on without the cache: " + failure.getMessage());
  }

  /** Something is wrong that concerns many runs. */
  void warnOnce(String message) {
    if (warned.size() >= REMEMBERED || warned.add(message)) {
      events.warning(message);
    }
  }

  /** Something is wrong that concerns this one run. */
  void warn(String message) {
    events.warning(message);
  }
}
