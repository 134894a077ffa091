package dev.styxcache.application.remote;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.spi.EntryExchange;
import dev.styxcache.application.spi.EntryExchange.Export;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.PendingPushes;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemoteLookup;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.domain.key.CacheKey;
import java.util.Optional;

/**
 * Sends entries. The first of a key wins, here as in the local store; one that comes second gives
 * it what it lacks.
 */
final class Pushes {

  /** Others would have to change the entry this often, each time in between. */
  private static final int ATTEMPTS = 20;

  private final String place;
  private final RemoteStore remote;
  private final EntryExchange exchange;
  private final PendingPushes pending;
  private final KeysInWork keys;
  private final DamageReports damage;
  private final ByteProgress progress;

  Pushes(
      String place,
      RemoteStore remote,
      EntryExchange exchange,
      PendingPushes pending,
      KeysInWork keys,
      DamageReports damage,
      ByteProgress progress) {
    this.place = place;
    this.remote = remote;
    this.exchange = exchange;
    this.pending = pending;
    this.keys = keys;
    this.damage = damage;
    this.progress = progress;
  }

  /** Sends an entry that was made just now. */
  Push pushNew(CacheKey key) {
    return push(key, false);
  }

  /** Sends an entry that may have been here for long, if its contents are still sound. */
  Push pushOld(CacheKey key) {
    return push(key, true);
  }

  private Push push(CacheKey key, boolean old) {
    Push push;
    try {
      push = pushIfFit(key, old);
    } catch (CacheUnavailableException e) {
      push = new Push.Failed(String.valueOf(e.getMessage()));
    }
    if (push instanceof Push.Failed) {
      pending.note(place, key);
    } else {
      pending.forget(place, key);
      keys.settled(key);
    }
    return push;
  }

  private Push pushIfFit(CacheKey key, boolean old) {
    Export export = exchange.export(key);
    if (export instanceof Export.Unfit unfit) {
      return new Push.Refused(unfit.reason());
    } else if (!(export instanceof Export.Ready ready)) {
      return new Push.Absent();
    } else {
      Optional<String> fault = old ? ready.entry().findDamage() : Optional.empty();
      return fault.isPresent()
          ? new Push.Refused("it is damaged: " + fault.get())
          : send(key, ready.entry());
    }
  }

  private Push send(CacheKey key, EntryExport export) {
    RemotePush push = remote.create(export, progress);
    boolean damaged = false;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (push instanceof RemotePush.Stored stored) {
        return new Push.Sent(stored.bytes());
      } else if (push instanceof RemotePush.Failed failed) {
        return new Push.Failed(damage.reason(failed.fault()));
      } else if (push instanceof RemotePush.Gone) {
        return new Push.Absent();
      }
      RemoteLookup now = ((RemotePush.Taken) push).now();
      if (now instanceof RemoteLookup.Failed failed) {
        return new Push.Failed(damage.reason(failed.fault()));
      } else if (now instanceof RemoteLookup.Newer newer) {
        return new Push.Refused(newer.reason());
      } else if (now instanceof RemoteLookup.Found found) {
        Optional<EntryExport> better = better(key, found.entry(), export);
        if (better.isEmpty()) {
          return new Push.Present();
        }
        push = found.entry().replace(better.get(), progress);
      } else {
        if (now instanceof RemoteLookup.Corrupt corrupt && !damaged) {
          damage.report(key, corrupt.reason(), corrupt.damage());
          damaged = true;
        } else if (now instanceof RemoteLookup.Corrupt corrupt) {
          // It is still there, though it was to be void: it has been told of, and is tried again.
          corrupt.damage().discard();
        }
        push = remote.create(export, progress);
      }
    }
    return new Push.Failed(
        damaged
            ? "the damaged entry "
                + key.abbreviated()
                + " cannot be replaced there; remove it by hand"
            : "others keep changing the entry " + key.abbreviated());
  }

  /** What is to stand in the place of an entry; nothing where that has all there is. */
  private Optional<EntryExport> better(CacheKey key, RemoteEntry theirs, EntryExport ours) {
    return keys.isToReplace(key) ? Optional.of(ours) : exchange.join(theirs.entry(), ours);
  }
}
