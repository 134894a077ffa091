package dev.styxcache.application.remote;

import dev.styxcache.domain.key.CacheKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What this process knows of keys between the steps of a run. Safe for use by many threads. */
final class KeysInWork {

  /**
   * A run looks twice, before it takes the key's lock and under it. The second time is for what
   * others on this machine made in between, so the remote store need not be asked again: a miss
   * costs one request. Whoever has waited for the lock for longer asks again.
   */
  private static final Duration MISS_COUNTS = Duration.ofSeconds(60);

  private static final int MOST_MISSES = 10_000;

  private final InstantSource clock;
  private final Map<CacheKey, Integer> held = new HashMap<>();
  private final Set<CacheKey> due = new HashSet<>();
  private final Set<CacheKey> removed = new HashSet<>();
  private final Map<CacheKey, Instant> missed =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CacheKey, Instant> eldest) {
          return size() > MOST_MISSES;
        }
      };

  KeysInWork(InstantSource clock) {
    this.clock = clock;
  }

  /** This process has taken the lock of a key. */
  synchronized void locked(CacheKey key) {
    held.merge(key, 1, Integer::sum);
  }

  /**
   * It has let it go.
   *
   * @return whether the key's entry is to be sent now
   */
  synchronized boolean unlocked(CacheKey key) {
    held.computeIfPresent(key, (same, times) -> times > 1 ? times - 1 : null);
    missed.remove(key);
    return due.remove(key);
  }

  /**
   * An entry was made.
   *
   * @return whether it is to be sent now; else it is when the lock is let go, so that nobody waits
   *     for the sending who only wants the entry
   */
  synchronized boolean made(CacheKey key) {
    if (!held.containsKey(key)) {
      return true;
    }
    due.add(key);
    return false;
  }

  /** The remote store was asked and had no entry. */
  synchronized void missed(CacheKey key) {
    missed.remove(key);
    missed.put(key, clock.instant());
  }

  /** Whether the run that is in progress has asked for this entry already. */
  synchronized boolean wasMissed(CacheKey key) {
    Instant when = missed.get(key);
    return held.containsKey(key)
        && when != null
        && clock.instant().isBefore(when.plus(MISS_COUNTS));
  }

  /** The entry here was deleted on purpose: whichever is made next replaces the remote one too. */
  synchronized void removed(CacheKey key) {
    removed.add(key);
  }

  /** Whether the remote entry is to be replaced by one that is made now. */
  synchronized boolean isToReplace(CacheKey key) {
    return removed.contains(key);
  }

  /** The remote entry and the local one are of one state again. */
  synchronized void settled(CacheKey key) {
    removed.remove(key);
  }
}
