package dev.styxcache.application.api.caching;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.remote.RemoteTier;
import dev.styxcache.application.remote.RemoteTier.RemoteListener;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.LocalSharingProvider;
import dev.styxcache.application.spi.LocalSharingProvider.LocalSharing;
import dev.styxcache.application.spi.RemoteStoreProvider;
import dev.styxcache.application.spi.RemoteStoreProvider.OpenedRemote;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.StoreSettings;
import dev.styxcache.application.store.TimeLimitedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Builds a {@link Cache}. Not thread-safe. */
public final class CacheBuilder {

  private static final String FILE_SYSTEM = "fs";

  /**
   * Time limit for each operation of a local store. A local disk answers within milliseconds, a
   * busy network share within seconds.
   */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  private @Nullable OpenedStore local;
  private @Nullable LocalSharing sharing;
  private @Nullable StoreSettings settings;
  private @Nullable OpenedRemote remote;
  private RemoteSettings remoteSettings = RemoteSettings.defaults();
  private ByteProgress pushing = ByteProgress.silent();
  private ByteProgress pulling = ByteProgress.silent();
  private InstantSource clock = InstantSource.system();
  private Consumer<String> warnings = CacheBuilder::log;

  CacheBuilder() {}

  /** Looks up the logger only when it is needed: the first one takes milliseconds at startup. */
  private static void log(String message) {
    LoggerFactory.getLogger("dev.styxcache").warn("{}", message);
  }

  /**
   * Stores entries in a directory of a local file system or network share.
   *
   * @param directory the cache directory, which is created when the first entry is written
   * @return this builder
   * @throws IllegalStateException if an adapter is missing; the message names the artifact to add
   */
  public CacheBuilder directory(Path directory) {
    ContentHasher hasher = Services.only(HasherProvider.class).create(ByteProgress.silent());
    return store(FILE_SYSTEM, new StoreSettings(directory.toAbsolutePath(), Map.of(), hasher));
  }

  /**
   * Stores entries in a store of a type that an adapter provides. An operation that takes longer
   * than 30 seconds fails.
   *
   * @param type the type, such as {@code fs}
   * @param storeSettings the store's settings
   * @return this builder
   * @throws IllegalStateException if there is no such type; the message names the artifact to add
   * @throws IllegalArgumentException if a setting is invalid for this type
   */
  public CacheBuilder store(String type, StoreSettings storeSettings) {
    OpenedStore opened =
        Services.named(StoreProvider.class, StoreProvider::type, type).open(storeSettings);
    this.settings = storeSettings;
    return store(
        new OpenedStore(
            new TimeLimitedStore(opened.store(), ANSWERS_WITHIN), opened.upkeep(), opened.locks()));
  }

  /**
   * Stores entries in an open store. Its operations have no time limit.
   *
   * @param store the store
   * @return this builder
   */
  public CacheBuilder store(OpenedStore store) {
    this.local = store;
    return this;
  }

  /**
   * Sets how entries are exported from and imported into the local store. Needed only for a remote
   * tier behind a store that is not a directory.
   *
   * @param exchange the local side of sharing
   * @return this builder
   */
  public CacheBuilder sharing(LocalSharing exchange) {
    this.sharing = exchange;
    return this;
  }

  /**
   * Adds a remote tier behind the local store.
   *
   * @param type the type of the remote store, such as {@code s3}
   * @param options its settings, from its configuration table
   * @return this builder
   * @throws IllegalStateException if there is no such type; the message names the artifact to add
   * @throws IllegalArgumentException if a setting is missing or invalid
   */
  public CacheBuilder remote(String type, Map<String, Object> options) {
    return remote(
        Services.named(RemoteStoreProvider.class, RemoteStoreProvider::type, type).open(options));
  }

  /**
   * Adds a remote tier behind the local store.
   *
   * @param store the remote store, which {@link Cache#close} closes
   * @return this builder
   */
  public CacheBuilder remote(OpenedRemote store) {
    this.remote = store;
    return this;
  }

  /**
   * Sets how the remote tier is used.
   *
   * @param value the settings; {@link RemoteSettings#defaults} by default
   * @return this builder
   */
  public CacheBuilder remoteSettings(RemoteSettings value) {
    this.remoteSettings = value;
    return this;
  }

  /**
   * Sets the listeners for the progress of transfers.
   *
   * @param push receives the progress of pushes; none by default
   * @param pull receives the progress of pulls; none by default
   * @return this builder
   */
  public CacheBuilder progress(ByteProgress push, ByteProgress pull) {
    this.pushing = push;
    this.pulling = pull;
    return this;
  }

  /**
   * Sets the receiver of warnings from {@link Cache#push} and {@link Cache#pull}. Warnings of runs
   * go to the runner's events.
   *
   * @param receiver receives messages for people; the log by default
   * @return this builder
   */
  public CacheBuilder warnings(Consumer<String> receiver) {
    this.warnings = receiver;
    return this;
  }

  /**
   * Sets the clock for the back-off after a failure of the remote store.
   *
   * @param source the clock; the system's by default
   * @return this builder
   */
  public CacheBuilder clock(InstantSource source) {
    this.clock = source;
    return this;
  }

  /**
   * Builds the cache.
   *
   * @return the cache
   * @throws IllegalStateException if it has neither a directory nor a store
   */
  public Cache build() {
    if (local == null) {
      throw new IllegalStateException("set a directory or a store for the cache");
    }
    OpenedRemote opened = remote;
    return new Cache(
        local, opened == null ? Optional.empty() : Optional.of(tier(local, opened)), warnings);
  }

  private RemoteTier tier(OpenedStore store, OpenedRemote opened) {
    return new RemoteTier(
        store.store(),
        localSharing(),
        opened,
        remoteSettings,
        new RemoteListener(pushing, pulling),
        clock);
  }

  private LocalSharing localSharing() {
    if (sharing != null) {
      return sharing;
    } else if (settings == null) {
      throw new IllegalStateException(
          "a remote tier behind this store needs the store's sharing as well; set it, or use a"
              + " directory");
    }
    return Services.named(LocalSharingProvider.class, LocalSharingProvider::type, FILE_SYSTEM)
        .open(settings);
  }
}
