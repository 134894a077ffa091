package dev.styxcache.application.remote;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.api.SharingSettings;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.LocalSharingProvider;
import dev.styxcache.application.spi.LocalSharingProvider.LocalSharing;
import dev.styxcache.application.spi.Lookup;
import dev.styxcache.application.spi.RemoteFault;
import dev.styxcache.application.spi.RemoteStore;
import dev.styxcache.application.spi.RemoteStoreProvider;
import dev.styxcache.application.spi.RemoteStoreProvider.OpenedRemote;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.StoreSettings;
import dev.styxcache.application.store.StoreModes;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A local store and a remote one behind it. Safe for use by many threads and beside other processes
 * and machines.
 *
 * <p>Decided here: an entry is sent by the run that made it, before that run returns and after it
 * has let the key's lock go. When 8 processes of one machine want one key at once, one runs the
 * tool and sends the entry, and the others find it here; when 8 machines do, each runs the tool,
 * the first entry that arrives stays, and the others give it what it lacks. Entries that Python's
 * {@code styxcache} wrote are sent by {@link #push} as they are, without a manifest, and are served
 * by other machines in the same way; nothing is ever added to them there.
 */
public final class Sharing implements AutoCloseable {

  private static final String LOCAL = "fs";

  private final OpenedStore local;
  private final LocalSharing side;
  private final String name;
  private final SharingSettings settings;
  private final SharingListener listener;
  private final KeysInWork keys;
  private final OneAtATime<CacheKey> fetching = new OneAtATime<>();
  private final RemoteStore remote;
  private final Pulls pulls;
  private final Pushes pushes;

  /**
   * Shares a local store.
   *
   * @param local the store
   * @param side its side of sharing
   * @param opened the remote store; {@link #close} closes it
   * @param settings how it is shared
   * @param listener is told what happens
   * @param clock tells when a remote store that failed is tried again
   */
  public Sharing(
      OpenedStore local,
      LocalSharing side,
      OpenedRemote opened,
      SharingSettings settings,
      SharingListener listener,
      InstantSource clock) {
    this.local = local;
    this.side = side;
    this.name = opened.name();
    this.settings = settings;
    this.listener = listener;
    this.keys = new KeysInWork(clock);
    this.remote =
        new ResilientRemote(
            opened.store(), new CircuitBreaker(clock, settings.retryAfter()), this::warn);
    DamageReports damage = new DamageReports(name, settings.push(), listener.warnings());
    this.pulls =
        new Pulls(remote, side.exchange(), damage, listener.fetching(), listener.warnings());
    this.pushes =
        new Pushes(name, remote, side.exchange(), side.pending(), keys, damage, listener.sending());
  }

  /**
   * Shares the cache in a directory, in the usual way.
   *
   * @param directory the cache directory, which is created when the first entry is written
   * @param type the type of the remote store, such as {@code s3}
   * @param options its settings
   * @return both
   * @throws IllegalArgumentException if a setting is missing or makes no sense
   * @throws IllegalStateException if there is no such type on the class path
   */
  public static Sharing open(Path directory, String type, Map<String, Object> options) {
    StoreSettings local =
        new StoreSettings(
            directory.toAbsolutePath(),
            Map.of(),
            Services.only(HasherProvider.class).create(ByteProgress.silent()));
    return new Sharing(
        StoreModes.timeLimited(
            Services.named(StoreProvider.class, StoreProvider::type, LOCAL).open(local),
            StoreModes.ANSWERS_WITHIN),
        Services.named(LocalSharingProvider.class, LocalSharingProvider::type, LOCAL).open(local),
        Services.named(RemoteStoreProvider.class, RemoteStoreProvider::type, type).open(options),
        SharingSettings.defaults(),
        SharingListener.logging(),
        InstantSource.system());
  }

  /**
   * The local store, which fetches what it has not and sends what is made.
   *
   * @return the store with what belongs to it
   */
  public OpenedStore store() {
    OpenedStore sending = sendingStore();
    return new OpenedStore(
        new SharingStore(sending.store(), fetching, pulls, keys, settings.failures()),
        sending.upkeep(),
        new SharingLocks(local.locks(), keys, this::send));
  }

  /**
   * The local store, which sends what is made and fetches nothing: for runs that replace their
   * entries anyway.
   *
   * @return the store with what belongs to it
   */
  public OpenedStore sendingStore() {
    if (!settings.push()) {
      return local;
    }
    return new OpenedStore(
        new SendingStore(local.store(), key -> side.pending().note(name, key), this::committed),
        new SendingUpkeep(local.upkeep(), keys),
        new SharingLocks(local.locks(), keys, this::send));
  }

  private void committed(CacheKey key) {
    if (keys.made(key)) {
      send(key);
    }
  }

  private void send(CacheKey key) {
    Push push = pushes.pushNew(key);
    if (push instanceof Push.Refused refused) {
      listener
          .warnings()
          .accept("the entry " + key.abbreviated() + " is not shared: " + refused.reason());
    } else if (push instanceof Push.Failed failed && settings.failures() == CacheFailures.FAIL) {
      throw new CacheUnavailableException(
          "the tool ran and its entry is stored here, but could not be sent to "
              + name
              + " ("
              + failed.reason()
              + "); styxcache push sends it later");
    }
  }

  /**
   * What people call the remote store.
   *
   * @return such as {@code s3://lab-cache/styx/}
   */
  public String name() {
    return name;
  }

  /**
   * The entries that are still to be sent, since that failed or was broken off.
   *
   * @return their keys
   * @throws CacheUnavailableException if the local store cannot be read
   */
  public List<CacheKey> pending() {
    return side.pending().list(name);
  }

  /**
   * Sends an entry that is here, whoever made it and when. Its contents are compared with their
   * digests before.
   *
   * @param key the key
   * @return what became of it
   */
  public Push push(CacheKey key) {
    return pushes.pushOld(key);
  }

  /**
   * Fetches an entry, unless it is here.
   *
   * @param key the key
   * @return what became of it
   * @throws CacheUnavailableException if the one that is here is damaged and cannot be set aside
   */
  public Pull pull(CacheKey key) {
    Lookup here = local.store().find(key);
    if (here instanceof Lookup.Found) {
      return new Pull.Present();
    } else if (here instanceof Lookup.Failed failed) {
      return new Pull.Failed(String.valueOf(failed.failure().getMessage()));
    } else if (here instanceof Lookup.Newer newer) {
      return new Pull.Failed(newer.reason());
    } else if (here instanceof Lookup.Damaged) {
      local.upkeep().quarantine(key);
    }
    return pulls.pull(key);
  }

  /** Where the run fails for it, the failure says it. */
  private void warn(RemoteFault fault) {
    if (settings.failures() == CacheFailures.FAIL) {
      return;
    }
    String text =
        switch (fault.reach()) {
          case EVERYTHING ->
              " cannot be used, and work goes on with the local cache alone: "
                  + fault.message()
                  + " (it is tried again after "
                  + settings.retryAfter().toSeconds()
                  + " s; styxcache push sends later what is made meanwhile)";
          case WRITING ->
              " takes no entries, and is only read from: "
                  + fault.message()
                  + " (to only read is set by push = false; styxcache push sends later what is made"
                  + " meanwhile)";
          case THIS_ENTRY -> " has refused an entry: " + fault.message();
        };
    listener.warnings().accept(name + text);
  }

  /** Lets the remote store go. */
  @Override
  public void close() {
    remote.close();
  }
}
