package dev.styxcache.application.remote;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.api.RunInterruptedException;
import dev.styxcache.application.spi.CacheStore;
import dev.styxcache.application.spi.EntryExchange;
import dev.styxcache.application.spi.EntryExchange.Export;
import dev.styxcache.application.spi.EntryExchange.Reception;
import dev.styxcache.application.spi.EntryImport;
import dev.styxcache.application.spi.LocalSharingProvider.LocalSharing;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.PendingPushes;
import dev.styxcache.application.spi.RemoteEntry;
import dev.styxcache.application.spi.RemoteFetch;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.application.spi.RemoteStoreProvider.OpenedRemote;
import dev.styxcache.domain.key.CacheKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The remote tier behind a local store: pulls entries that are missing here, pushes entries that
 * were made here, and remembers which are still to be pushed.
 *
 * <p><b>Concurrency.</b> An entry is pushed by the run that made it, after that run has released
 * the key's lock and before it returns. When 8 processes of one machine want one key at once, one
 * runs the tool and pushes the entry, and the others find it in the local store. When 8 machines
 * do, each runs the tool; the first entry that arrives stays, and the others add outputs that it
 * lacks. Of several processes that pull one entry at once each downloads it, and the first one's
 * stays; threads of one process download it once. Safe for use by many threads and beside other
 * processes and machines.
 *
 * <p><b>Failures.</b> A remote store that failed is not asked again for {@link
 * RemoteSettings#retryAfter}, save for one request per interval ({@link CircuitBreaker}); users are
 * warned once. An adapter that throws, and an entry too large for the memory of this process, are
 * faults of the remote store as well: neither stops work.
 *
 * <p>Entries that Python's {@code styxcache} wrote are pushed by {@link #pushChecked} as they are,
 * without a manifest, and are served by other machines in the same way; nothing is ever added to
 * them in the remote store.
 */
public final class RemoteTier implements AutoCloseable {

  /** Time for which a miss counts for the second look of the same run, under the key's lock. */
  private static final Duration MISS_COUNTS = Duration.ofSeconds(60);

  /** Maximum number of remembered misses. */
  private static final int MAX_MISSES = 10_000;

  private final String name;
  private final RemoteStore store;
  private final CacheStore local;
  private final EntryExchange exchange;
  private final PendingPushes pending;
  private final RemoteSettings settings;
  private final RemoteListener listener;
  private final InstantSource clock;
  private final RemoteRequests requests;
  private final RemoteReports reports;
  private final Map<CacheKey, ReentrantLock> pulling = new ConcurrentHashMap<>();
  private final Misses misses = new Misses();

  private static final class Misses extends LinkedHashMap<CacheKey, Instant> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<CacheKey, Instant> eldest) {
      return size() > MAX_MISSES;
    }
  }

  /**
   * A remote store behind a local one.
   *
   * @param local the local store, which pulled entries get into
   * @param sharing lets entries out of the local store and in
   * @param remote the remote store; {@link #close} closes it
   * @param settings what is pushed, and what is done on failure
   * @param listener is told of progress and warnings
   * @param clock tells when a remote store that failed is tried again
   */
  public RemoteTier(
      CacheStore local,
      LocalSharing sharing,
      OpenedRemote remote,
      RemoteSettings settings,
      RemoteListener listener,
      InstantSource clock) {
    this.name = remote.name();
    this.store = remote.store();
    this.local = local;
    this.exchange = sharing.exchange();
    this.pending = sharing.pending();
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
    this.requests = new RemoteRequests(new CircuitBreaker(clock, settings.retryAfter()));
    this.reports = new RemoteReports(name, settings, requests);
  }

  /**
   * The name of the remote store.
   *
   * @return the name, such as {@code s3://lab-cache/styx/}
   */
  public String name() {
    return name;
  }

  /**
   * Whether entries that are made here are pushed.
   *
   * @return false where the remote store is only read
   */
  public boolean pushes() {
    return settings.push();
  }

  /**
   * Whether a failure of the remote store is an error of the run.
   *
   * @return true with {@link CacheFailures#FAIL}
   */
  public boolean isStrict() {
    return settings.failures() == CacheFailures.FAIL;
  }

  // Pull.

  /**
   * Pulls an entry into the local store, unless it is there. Nothing of an entry is visible in the
   * local store before all of it was found sound.
   *
   * @param key the key
   * @param warnings receives what is wrong, once for each fault
   * @return the outcome; a failure of the remote store is one of them
   * @throws RunInterruptedException if the thread is interrupted
   */
  public Pull pull(CacheKey key, Consumer<String> warnings) {
    ReentrantLock lock = pulling.computeIfAbsent(key, first -> new ReentrantLock());
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunInterruptedException("interrupted while another thread pulled the entry", e);
    }
    try {
      // Another thread may have pulled it while this one waited.
      return local.find(key) instanceof Lookup.Found ? new Pull.Present() : download(key, warnings);
    } finally {
      // A thread that arrives now may get a lock of its own. It then finds the entry all the same.
      if (!lock.hasQueuedThreads()) {
        pulling.remove(key, lock);
      }
      lock.unlock();
    }
  }

  /**
   * Pulls an entry unless the remote store had none less than a minute ago: for the second look of
   * a run, under the key's lock, so that a miss costs one request. A run that waited for the lock
   * for longer asks again.
   *
   * @param key the key
   * @param warnings receives what is wrong
   * @return the outcome; empty where the earlier answer counts
   */
  public Optional<Pull> pullUnlessMissed(CacheKey key, Consumer<String> warnings) {
    synchronized (misses) {
      Instant missed = misses.get(key);
      if (missed != null && clock.instant().isBefore(missed.plus(MISS_COUNTS))) {
        return Optional.empty();
      }
    }
    return Optional.of(pull(key, warnings));
  }

  private Pull download(CacheKey key, Consumer<String> warnings) {
    Lookup<RemoteEntry> lookup =
        requests.make(
            false,
            () -> store.find(key),
            Lookup.Unavailable::new,
            RemoteUpload::faultOf,
            answer -> false,
            fault -> reports.warn(fault, warnings));
    Pull pull =
        lookup.fold(
            entry -> download(key, entry, warnings),
            missing -> new Pull.Missing(),
            corrupt ->
                new Pull.Unusable(
                    reports.report(key, corrupt.reason(), () -> store.discard(key), warnings)),
            newer -> new Pull.Unusable(newer.reason()),
            fault -> new Pull.Failed(reports.reason(fault)));
    synchronized (misses) {
      misses.remove(key);
      if (!(pull instanceof Pull.Fetched)) {
        misses.put(key, clock.instant());
      }
    }
    return pull;
  }

  private Pull download(CacheKey key, RemoteEntry entry, Consumer<String> warnings) {
    if (!entry.entry().key().equals(key)) {
      String reason = "what is in its place is " + entry.entry().key();
      return new Pull.Unusable(reports.report(key, reason, entry, warnings));
    }
    try {
      Reception reception = exchange.receive(entry.entry());
      if (reception instanceof Reception.Refused refused) {
        return new Pull.Unusable(reports.report(key, refused.reason(), entry, warnings));
      } else if (reception instanceof Reception.OtherFormat other) {
        return new Pull.Unusable(other.reason());
      }
      try (EntryImport target = ((Reception.Open) reception).target()) {
        return hydrate(key, entry, target, warnings);
      }
    } catch (CacheUnavailableException e) {
      warnings.accept("an entry could not be pulled: " + e.getMessage());
      return new Pull.Failed(String.valueOf(e.getMessage()));
    }
  }

  private Pull hydrate(
      CacheKey key, RemoteEntry entry, EntryImport target, Consumer<String> warnings) {
    RemoteFetch fetch =
        requests.make(
            false,
            () -> entry.fetch(target, listener.pulling()),
            RemoteFetch.Failed::new,
            answer -> answer instanceof RemoteFetch.Failed failed ? failed.fault() : null,
            answer -> false,
            fault -> reports.warn(fault, warnings));
    if (fetch instanceof RemoteFetch.Failed failed) {
      return new Pull.Failed(reports.reason(failed.fault()));
    } else if (fetch instanceof RemoteFetch.Corrupt corrupt) {
      return new Pull.Unusable(reports.report(key, corrupt.reason(), corrupt.damage(), warnings));
    } else if (fetch instanceof RemoteFetch.Missing) {
      return new Pull.Missing();
    }
    target.commit();
    return new Pull.Fetched(entry.entry().bytes());
  }

  // Push.

  /**
   * Notes that an entry is to be pushed. To be called before it is made: if this process is killed,
   * a later one knows of it.
   *
   * @param key the key
   */
  public void announce(CacheKey key) {
    pending.note(name, key);
  }

  /**
   * Pushes an entry that was made just now. The first entry of a key stays in the remote store, as
   * in the local one; one that comes second adds outputs that the first lacks.
   *
   * @param key the key
   * @param replace whether the remote entry is replaced instead
   * @param warnings receives what is wrong, once for each fault
   * @return the outcome; where it failed, a note stays
   */
  public Push push(CacheKey key, boolean replace, Consumer<String> warnings) {
    return noted(key, () -> pushIfShareable(key, replace, false, warnings));
  }

  /**
   * Pushes an entry of any age, after its contents were compared with their digests.
   *
   * @param key the key
   * @param warnings receives what is wrong, once for each fault
   * @return the outcome; where it failed, a note stays
   */
  public Push pushChecked(CacheKey key, Consumer<String> warnings) {
    return noted(key, () -> pushIfShareable(key, false, true, warnings));
  }

  /**
   * The entries that are still to be pushed, since that failed or was broken off.
   *
   * @return their keys, sorted
   * @throws CacheUnavailableException if the local store cannot be read
   */
  public List<CacheKey> pending() {
    return pending.list(name);
  }

  private Push noted(CacheKey key, Supplier<Push> attempt) {
    Push push;
    try {
      push = attempt.get();
    } catch (CacheUnavailableException e) {
      push = new Push.Failed(String.valueOf(e.getMessage()));
    }
    if (push instanceof Push.Failed) {
      pending.note(name, key);
    } else {
      pending.forget(name, key);
      synchronized (misses) {
        misses.remove(key);
      }
    }
    return push;
  }

  private Push pushIfShareable(
      CacheKey key, boolean replace, boolean check, Consumer<String> warnings) {
    Export export = exchange.export(key);
    if (export instanceof Export.Unshareable unfit) {
      return new Push.Refused(unfit.reason());
    } else if (!(export instanceof Export.Ready ready)) {
      return new Push.Missing();
    } else {
      Optional<String> damage = check ? ready.entry().findDamage() : Optional.empty();
      return damage.isPresent()
          ? new Push.Refused("it is corrupt: " + damage.get())
          : new RemoteUpload(store, exchange, requests, reports, listener.pushing())
              .upload(key, ready.entry(), replace, warnings);
    }
  }

  /** Closes the remote store. */
  @Override
  public void close() {
    store.close();
  }

  /**
   * Receives how far transfers have come. Called by any thread.
   *
   * @param pushing progress of pushes
   * @param pulling progress of pulls
   */
  public record RemoteListener(ByteProgress pushing, ByteProgress pulling) {}
}
