package dev.styxcache.application.remote;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.spi.EntryExchange;
import dev.styxcache.application.spi.EntryExchange.Reception;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemoteFetch;
import dev.styxcache.application.spi.RemoteLookup;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.domain.key.CacheKey;
import java.util.function.Consumer;

/** Fetches entries. Nothing of one is visible here before all of it was found sound. */
final class Pulls {

  private final RemoteStore remote;
  private final EntryExchange exchange;
  private final DamageReports damage;
  private final ByteProgress progress;
  private final Consumer<String> warnings;

  Pulls(
      RemoteStore remote,
      EntryExchange exchange,
      DamageReports damage,
      ByteProgress progress,
      Consumer<String> warnings) {
    this.remote = remote;
    this.exchange = exchange;
    this.damage = damage;
    this.progress = progress;
    this.warnings = warnings;
  }

  /** Fetches an entry that is not here. */
  Pull pull(CacheKey key) {
    RemoteLookup lookup = remote.find(key);
    if (lookup instanceof RemoteLookup.Failed failed) {
      return new Pull.Failed(damage.reason(failed.fault()));
    } else if (lookup instanceof RemoteLookup.Newer newer) {
      return new Pull.Unusable(newer.reason());
    } else if (lookup instanceof RemoteLookup.Corrupt corrupt) {
      return new Pull.Unusable(damage.report(key, corrupt.reason(), corrupt.damage()));
    } else if (lookup instanceof RemoteLookup.Found found) {
      return receive(key, found.entry());
    }
    return new Pull.Missing();
  }

  private Pull receive(CacheKey key, RemoteEntry entry) {
    if (!entry.entry().key().equals(key)) {
      return new Pull.Unusable(
          damage.report(key, "what is in its place is " + entry.entry().key(), entry));
    }
    try {
      Reception reception = exchange.receive(entry.entry());
      if (reception instanceof Reception.Refused refused) {
        return new Pull.Unusable(damage.report(key, refused.reason(), entry));
      } else if (reception instanceof Reception.Newer newer) {
        return new Pull.Unusable(newer.reason());
      }
      try (EntryImport target = ((Reception.Open) reception).target()) {
        return fetch(key, entry, target);
      }
    } catch (CacheUnavailableException e) {
      warnings.accept("an entry could not be fetched: " + e.getMessage());
      return new Pull.Failed(String.valueOf(e.getMessage()));
    }
  }

  private Pull fetch(CacheKey key, RemoteEntry entry, EntryImport target) {
    RemoteFetch fetch = entry.fetch(target, progress);
    if (fetch instanceof RemoteFetch.Failed failed) {
      return new Pull.Failed(damage.reason(failed.fault()));
    } else if (fetch instanceof RemoteFetch.Corrupt corrupt) {
      return new Pull.Unusable(damage.report(key, corrupt.reason(), corrupt.damage()));
    } else if (fetch instanceof RemoteFetch.Missing) {
      return new Pull.Missing();
    }
    target.commit();
    return new Pull.Fetched(entry.entry().bytes());
  }
}
