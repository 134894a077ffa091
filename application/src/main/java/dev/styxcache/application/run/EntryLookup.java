package dev.styxcache.application.run;

import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.remote.RemoteTier;
import dev.styxcache.application.spi.CacheEntry;
import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks entries up: locally, then in the remote tier, whose entry is pulled and found locally.
 * Corrupt ones are quarantined here. Thread-safe.
 */
final class EntryLookup {

  private final Components components;
  private final OpenedStore local;
  private final Optional<RemoteTier> remote;
  private final FailureHandling failures;

  EntryLookup(Components components, FailureHandling failures) {
    this.components = components;
    this.local = components.local();
    this.remote = components.remote();
    this.failures = failures;
  }

  /** Looks an entry up, here and in the remote tier. */
  Lookup<CacheEntry> find(CacheKey key) {
    return find(key, tier -> Optional.of(tier.pull(key, failures::warn)));
  }

  /**
   * Repeats the lookup under the key's lock, for entries that others made meanwhile. A miss costs
   * one request.
   */
  Lookup<CacheEntry> findAgain(CacheKey key) {
    return find(key, tier -> tier.pullUnlessMissed(key, failures::warn));
  }

  private Lookup<CacheEntry> find(CacheKey key, Function<RemoteTier, Optional<Pull>> pulling) {
    Lookup<CacheEntry> lookup = local.store().findUnaltered(key);
    if (components.policy().mode() == CacheMode.REFRESH) {
      return lookup instanceof Lookup.Found || lookup instanceof Lookup.Corrupt
          ? new Lookup.Missing<>("the entry that was there is replaced, as the cache is refreshed")
          : lookup;
    }
    // A pull writes, which a read-only cache must not do.
    if (!(lookup instanceof Lookup.Missing) || remote.isEmpty() || !components.mayWrite()) {
      return lookup;
    }
    Optional<Pull> pulled = pulling.apply(remote.get());
    if (pulled.isEmpty()) {
      return lookup;
    }
    Pull pull = pulled.get();
    components.events().pulled(key, pull);
    if (pull instanceof Pull.Fetched || pull instanceof Pull.Present) {
      return local.store().findUnaltered(key);
    } else if (pull instanceof Pull.Failed failed && remote.get().isStrict()) {
      return new Lookup.Unavailable<>(new Fault(Fault.Reach.EVERYTHING, failed.reason()));
    }
    return pull instanceof Pull.Unusable unusable
        ? new Lookup.Missing<>(unusable.reason())
        : lookup;
  }

  /**
   * Quarantines a corrupt entry, under the key's lock and only after a second lookup, because
   * another process may have published a sound one.
   *
   * @throws CacheUnavailableException if it cannot be moved
   */
  void quarantineIfCorrupt(CacheKey key) {
    if (!(local.store().findUnaltered(key) instanceof Lookup.Corrupt<CacheEntry> corrupt)) {
      return;
    }
    try {
      Path where = local.upkeep().quarantine(key);
      failures.warn(
          "the entry "
              + key
              + " is corrupt and was quarantined at "
              + where
              + ": "
              + corrupt.reason());
    } catch (CacheUnavailableException e) {
      throw new CacheUnavailableException(
          "the entry "
              + key
              + " is corrupt ("
              + corrupt.reason()
              + ") and cannot be quarantined: "
              + e.getMessage(),
          e);
    }
  }
}
