package dev.styxcache.testing;

import dev.styxcache.application.spi.PendingPushes;
import dev.styxcache.domain.key.CacheKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Notes of entries that are to be pushed, in memory. Safe for use by many threads. */
final class MemoryPending implements PendingPushes {

  private final Map<String, Set<CacheKey>> keysByPlace = new HashMap<>();

  @Override
  public synchronized void note(String place, CacheKey key) {
    keysByPlace
        .computeIfAbsent(place, first -> new TreeSet<>(Comparator.comparing(CacheKey::hex)))
        .add(key);
  }

  @Override
  public synchronized void forget(String place, CacheKey key) {
    keysByPlace.computeIfPresent(
        place,
        (same, keys) -> {
          keys.remove(key);
          return keys;
        });
  }

  @Override
  public synchronized List<CacheKey> list(String place) {
    return List.copyOf(keysByPlace.getOrDefault(place, Set.of()));
  }
}
