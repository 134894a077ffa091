package dev.styxcache.application.remote;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.spi.EntryExchange;
import dev.styxcache.application.spi.EntryExport;
import dev.styxcache.application.spi.Fault;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemotePush;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.domain.key.CacheKey;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Uploads an entry, again and again where another machine changes the remote entry meanwhile.
 * Thread-safe.
 *
 * @param store the remote store
 * @param exchange joins the entry with one that is there
 * @param requests makes the requests
 * @param reports tells of faults
 * @param progress receives the progress of uploads
 */
record RemoteUpload(
    RemoteStore store,
    EntryExchange exchange,
    RemoteRequests requests,
    RemoteReports reports,
    ByteProgress progress) {

  /** Number of attempts to push an entry that others keep replacing. */
  private static final int ATTEMPTS = 20;

  /**
   * Uploads an entry.
   *
   * @param replace whether an entry that is there is replaced, instead of getting what it lacks
   * @param warnings receives what is wrong, once for each fault
   */
  Push upload(CacheKey key, EntryExport export, boolean replace, Consumer<String> warnings) {
    RemotePush push = writing(() -> store.create(export, progress), warnings);
    boolean reported = false;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (push instanceof RemotePush.Stored stored) {
        return new Push.Sent(stored.bytes());
      } else if (push instanceof RemotePush.Failed failed) {
        return new Push.Failed(reports.reason(failed.fault()));
      } else if (push instanceof RemotePush.Gone) {
        return new Push.Missing();
      }
      Lookup<RemoteEntry> now = ((RemotePush.Taken) push).now();
      if (now instanceof Lookup.Unavailable<RemoteEntry> unavailable) {
        return new Push.Failed(reports.reason(unavailable.fault()));
      } else if (now instanceof Lookup.Newer<RemoteEntry> newer) {
        return new Push.Refused(newer.reason());
      } else if (now instanceof Lookup.Found<RemoteEntry> found) {
        Optional<EntryExport> better =
            replace ? Optional.of(export) : exchange.join(found.entry().entry(), export);
        if (better.isEmpty()) {
          return new Push.Present();
        }
        push = writing(() -> found.entry().replace(better.get(), progress), warnings);
      } else {
        if (now instanceof Lookup.Corrupt<RemoteEntry> corrupt && !reported) {
          reports.report(key, corrupt.reason(), () -> store.discard(key), warnings);
          reported = true;
        } else if (now instanceof Lookup.Corrupt) {
          // It is still there although it was discarded. Users know of it; it is tried again.
          reports.discard(() -> store.discard(key), warnings);
        }
        push = writing(() -> store.create(export, progress), warnings);
      }
    }
    return new Push.Failed(
        reported
            ? "the corrupt entry "
                + key.abbreviated()
                + " cannot be replaced there; remove it by hand"
            : "others keep changing the entry " + key.abbreviated());
  }

  private RemotePush writing(Supplier<RemotePush> request, Consumer<String> warnings) {
    return requests.make(
        true,
        request,
        RemotePush.Failed::new,
        RemoteUpload::faultOf,
        push -> push instanceof RemotePush.Stored,
        fault -> reports.warn(fault, warnings));
  }

  /** The fault of a push, be it of the push itself or of the look at what took its place. */
  private static @Nullable Fault faultOf(RemotePush push) {
    if (push instanceof RemotePush.Failed failed) {
      return failed.fault();
    }
    return push instanceof RemotePush.Taken taken ? faultOf(taken.now()) : null;
  }

  /** The fault of a lookup; null without one. */
  static @Nullable Fault faultOf(Lookup<RemoteEntry> lookup) {
    return lookup instanceof Lookup.Unavailable<RemoteEntry> unavailable
        ? unavailable.fault()
        : null;
  }
}
