package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.KeyLocks.KeyLock;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.key.KeyPayload;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the key, looks into the store, and decides whether the run can go through the cache. */
final class Planner {

  private final Caching caching;
  private final CacheStore store;

  Planner(Caching caching) {
    this.caching = caching;
    this.store = caching.opened().store();
  }

  Plan plan(KeyPreparation preparation) {
    KeyPayload payload;
    try {
      payload = preparation.payload();
    } catch (CacheUnavailableException e) {
      return degraded(Optional.empty(), e);
    }
    preparation.imageCaution().ifPresent(caching.failures()::warnOnce);
    String text = payload.canonicalText();
    CacheKey key = CacheKey.ofCanonicalText(text);
    Lookup lookup = store.find(key);
    if (lookup instanceof Lookup.Found) {
      return new Plan.ThroughCache(key, payload, text, store.directoryOf(key), lookup);
    }
    if (lookup instanceof Lookup.Failed failed) {
      return degraded(Optional.of(key), failed.failure());
    }
    if (lookup instanceof Lookup.Newer newer) {
      return degraded(
          Optional.of(key), new CacheUnavailableException(newer.reason() + "; update styxcache"));
    }
    return miss(key, payload, text, lookup);
  }

  private Plan miss(CacheKey key, KeyPayload payload, String text, Lookup lookup) {
    WriteAccess access = store.writeAccess();
    if (access instanceof WriteAccess.ReadOnly) {
      return new Plan.PastCache(
          Optional.of(key), Status.MISS, "there is no entry, and the cache is used read-only");
    }
    if (access instanceof WriteAccess.Failed failed) {
      return degraded(Optional.of(key), failed.failure());
    }
    if (lookup instanceof Lookup.Damaged) {
      Optional<CacheUnavailableException> stuck = setAside(key);
      if (stuck.isPresent()) {
        return degraded(Optional.of(key), stuck.get());
      }
    }
    return new Plan.ThroughCache(key, payload, text, store.directoryOf(key), lookup);
  }

  /**
   * Sets a damaged entry aside, unless somebody else has done so: under the key's lock, and only
   * after a second look, lest the sound entry that another process has just put there be taken
   * away.
   *
   * @return why it could not be done
   */
  Optional<CacheUnavailableException> setAside(CacheKey key) {
    try (KeyLock lock =
        caching.opened().locks().acquire(key, holder -> caching.events().waiting(key, holder))) {
      return setAsideLocked(key);
    }
  }

  /** The same for who holds the lock already. */
  Optional<CacheUnavailableException> setAsideLocked(CacheKey key) {
    if (!(store.find(key) instanceof Lookup.Damaged damaged)) {
      return Optional.empty();
    }
    try {
      Path where = caching.opened().upkeep().quarantine(key);
      caching
          .failures()
          .warn(
              "the entry "
                  + key
                  + " is damaged and was set aside at "
                  + where
                  + ": "
                  + damaged.reason());
      return Optional.empty();
    } catch (CacheUnavailableException e) {
      return Optional.of(
          new CacheUnavailableException(
              "the entry "
                  + key
                  + " is damaged ("
                  + damaged.reason()
                  + ") and cannot be set aside: "
                  + e.getMessage(),
              e));
    }
  }

  private Plan degraded(Optional<CacheKey> key, CacheUnavailableException failure) {
    caching.failures().failed(failure);
    return new Plan.PastCache(key, Status.DEGRADED, String.valueOf(failure.getMessage()));
  }
}
