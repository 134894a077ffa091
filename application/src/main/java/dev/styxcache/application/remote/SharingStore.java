package dev.styxcache.application.remote;

import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.WriteAccess;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;

/**
 * A local store that fetches what it has not. An entry is in the local directory before it is
 * found, so that its paths are good, and from then on the remote store has nothing to do with it.
 *
 * <p>The key's lock is not held meanwhile: {@link #find} waits for no other process. So of several
 * processes that miss one entry at once each fetches it, and the first one's stays; threads of one
 * process fetch it once.
 */
final class SharingStore implements CacheStore {

  private final CacheStore local;
  private final OneAtATime<CacheKey> fetching;
  private final Pulls pulls;
  private final KeysInWork keys;
  private final CacheFailures failures;

  SharingStore(
      CacheStore local,
      OneAtATime<CacheKey> fetching,
      Pulls pulls,
      KeysInWork keys,
      CacheFailures failures) {
    this.local = local;
    this.fetching = fetching;
    this.pulls = pulls;
    this.keys = keys;
    this.failures = failures;
  }

  @Override
  public Path directoryOf(CacheKey key) {
    return local.directoryOf(key);
  }

  @Override
  public Lookup find(CacheKey key) {
    Lookup here = local.find(key);
    return here instanceof Lookup.Absent && !keys.wasMissed(key)
        ? fetching.run(key, () -> findRemote(key))
        : here;
  }

  private Lookup findRemote(CacheKey key) {
    Lookup here = local.find(key);
    if (!(here instanceof Lookup.Absent) || keys.wasMissed(key)) {
      return here;
    }
    Pull pull = pulls.pull(key);
    if (pull instanceof Pull.Fetched) {
      keys.settled(key);
      return local.find(key);
    }
    if (pull instanceof Pull.Failed failed && failures == CacheFailures.FAIL) {
      return new Lookup.Failed(new CacheUnavailableException(failed.reason()));
    }
    keys.missed(key);
    return pull instanceof Pull.Unusable unusable
        ? new Lookup.Absent(unusable.reason())
        : new Lookup.Absent();
  }

  @Override
  public WriteAccess writeAccess() {
    return local.writeAccess();
  }
}
