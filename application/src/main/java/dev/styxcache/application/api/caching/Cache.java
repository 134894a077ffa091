package dev.styxcache.application.api.caching;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.CachedEntry;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.remote.RemoteTier;
import dev.styxcache.application.remote.RemoteTier.RemoteListener;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.CacheConfiguration;
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
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A cache: a local store, and a remote tier behind it where several machines share entries.
 *
 * <pre>{@code
 * Cache cache = Cache.builder()
 *     .directory(Path.of("/data/styxcache"))
 *     .remote("s3", Map.of("bucket", "lab-cache", "region", "eu-central-1"))
 *     .build();
 * Runner runner = CachingRunner.around(new LocalRunner()).cache(cache).build();
 * }</pre>
 *
 * <p>Safe for concurrent use by threads, processes and machines. Close a cache that has a remote
 * tier.
 */
public final class Cache implements AutoCloseable {

  private static final String FILE_SYSTEM = "fs";

  /**
   * Time limit for each operation of a local store. A local disk answers within milliseconds, a
   * busy network share within seconds.
   */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  private final OpenedStore local;
  private final Optional<RemoteTier> remote;
  private final Consumer<String> warnings;

  private Cache(OpenedStore local, Optional<RemoteTier> remote, Consumer<String> warnings) {
    this.local = local;
    this.remote = remote;
    this.warnings = warnings;
  }

  /**
   * Creates the cache in a directory, without a remote tier.
   *
   * @param directory the cache directory, which is created when the first entry is written
   * @return the cache
   * @throws IllegalStateException if an adapter is missing; the message names the artifact to add
   */
  public static Cache in(Path directory) {
    return builder().directory(directory).build();
  }

  /**
   * Starts building a cache.
   *
   * @return the builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts building the cache that a configuration describes.
   *
   * @param configuration the local store, and the remote tier if there is one
   * @return the builder
   * @throws InvalidConfigurationException if the local store refuses its settings
   */
  public static Builder builder(CacheConfiguration configuration) {
    Builder builder = builder();
    try {
      builder.store(configuration.type(), configuration.settings());
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationException(
          "the store \"" + configuration.type() + "\" cannot be opened: " + e.getMessage(), e);
    }
    if (configuration.remote().isPresent()) {
      CacheConfiguration.Remote tier = configuration.remote().get();
      builder.remote(tier.opened()).remoteSettings(tier.settings());
    }
    return builder;
  }

  /**
   * The local store.
   *
   * @return the store, with a time limit if this cache opened it
   */
  public OpenedStore local() {
    return local;
  }

  Optional<RemoteTier> remote() {
    return remote;
  }

  /**
   * Looks up an entry in the local store and checks it against its manifest. Changes nothing.
   *
   * @param key the key
   * @return the entry, sound or not; empty if there is none
   * @throws CacheUnavailableException if the store cannot be read
   */
  public Optional<CachedEntry> find(CacheKey key) {
    Path directory = local.store().directoryOf(key);
    return local
        .store()
        .find(key)
        .fold(
            entry ->
                Optional.of(new CachedEntry(key, directory, entry.manifest(), Optional.empty())),
            missing -> Optional.empty(),
            corrupt -> Optional.of(faulty(key, directory, "corrupt: " + corrupt.reason())),
            newer -> Optional.of(faulty(key, directory, "of a newer format: " + newer.reason())),
            fault -> {
              throw fault.exception();
            });
  }

  private static CachedEntry faulty(CacheKey key, Path directory, String fault) {
    return new CachedEntry(key, directory, Optional.empty(), Optional.of(fault));
  }

  /**
   * The directory of a key's entry in the local store, whether or not the entry exists.
   *
   * @param key the key
   * @return an absolute path, always the same for one key
   */
  public Path directoryOf(CacheKey key) {
    return local.store().directoryOf(key);
  }

  /**
   * Lists the entries of the local store. Reads no entry's content. The {@linkplain
   * Builder#warnings receiver of warnings} is told of folders that cannot be read.
   *
   * @return the entries, the most recently used first
   * @throws CacheUnavailableException if the store cannot be read
   */
  public List<EntrySummary> list() {
    try (Stream<EntrySummary> entries = local.upkeep().list(warnings)) {
      return entries
          .sorted(
              Comparator.comparing(EntrySummary::lastUse)
                  .reversed()
                  .thenComparing(entry -> entry.key().hex()))
          .toList();
    }
  }

  /**
   * Removes an entry from the local store. A remote tier keeps its copy. Does nothing if the entry
   * is missing.
   *
   * @param key the key
   * @throws CacheUnavailableException if it cannot be removed
   */
  public void remove(CacheKey key) {
    local.upkeep().remove(key);
  }

  /**
   * The name of the remote store.
   *
   * @return the name, such as {@code s3://lab-cache/styx/}; empty without a remote tier
   */
  public Optional<String> remoteName() {
    return remote.map(RemoteTier::name);
  }

  /**
   * The entries that are still to be pushed, because a push failed or was interrupted.
   *
   * @return their keys, sorted; none without a remote tier
   * @throws CacheUnavailableException if the local store cannot be read
   */
  public List<CacheKey> pending() {
    return remote.map(RemoteTier::pending).orElse(List.of());
  }

  /**
   * Pushes an entry of the local store, after comparing its contents with their digests.
   *
   * @param key the key
   * @return the outcome; a failure of the remote store is one of them
   * @throws IllegalStateException without a remote tier
   */
  public Push push(CacheKey key) {
    return requireRemote().pushChecked(key, warnings);
  }

  /**
   * Pulls an entry into the local store, unless it is there.
   *
   * @param key the key
   * @return the outcome; a failure of either store is one of them
   * @throws CacheUnavailableException if the local entry is corrupt and cannot be quarantined
   * @throws IllegalStateException without a remote tier
   */
  public Pull pull(CacheKey key) {
    RemoteTier tier = requireRemote();
    return local
        .store()
        .find(key)
        .fold(
            entry -> new Pull.Present(),
            missing -> tier.pull(key, warnings),
            corrupt -> {
              local.upkeep().quarantine(key);
              return tier.pull(key, warnings);
            },
            newer -> new Pull.Failed(newer.reason()),
            fault -> new Pull.Failed(fault.message()));
  }

  private RemoteTier requireRemote() {
    return remote.orElseThrow(
        () ->
            new IllegalStateException(
                "the cache has no remote tier; give it one by Cache.builder().remote(…)"));
  }

  /** Closes the connection to the remote store. Runners of this cache must have ended. */
  @Override
  public void close() {
    remote.ifPresent(RemoteTier::close);
  }

  /** Builds a cache. Not thread-safe. */
  public static final class Builder {

    private @Nullable OpenedStore local;
    private @Nullable LocalSharing sharing;
    private @Nullable StoreSettings settings;
    private @Nullable OpenedRemote remote;
    private RemoteSettings remoteSettings = RemoteSettings.defaults();
    private ByteProgress pushing = ByteProgress.silent();
    private ByteProgress pulling = ByteProgress.silent();
    private InstantSource clock = InstantSource.system();
    private Consumer<String> warnings = Builder::log;

    private Builder() {}

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
    public Builder directory(Path directory) {
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
    public Builder store(String type, StoreSettings storeSettings) {
      OpenedStore opened =
          Services.named(StoreProvider.class, StoreProvider::type, type).open(storeSettings);
      this.settings = storeSettings;
      return store(
          new OpenedStore(
              new TimeLimitedStore(opened.store(), ANSWERS_WITHIN),
              opened.upkeep(),
              opened.locks()));
    }

    /**
     * Stores entries in an open store. Its operations have no time limit.
     *
     * @param store the store
     * @return this builder
     */
    public Builder store(OpenedStore store) {
      this.local = store;
      return this;
    }

    /**
     * Sets how entries are exported from and imported into the local store. Needed only for a
     * remote tier behind a store that is not a directory.
     *
     * @param exchange the local side of sharing
     * @return this builder
     */
    public Builder sharing(LocalSharing exchange) {
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
    public Builder remote(String type, Map<String, Object> options) {
      return remote(
          Services.named(RemoteStoreProvider.class, RemoteStoreProvider::type, type).open(options));
    }

    /**
     * Adds a remote tier behind the local store.
     *
     * @param store the remote store, which {@link Cache#close} closes
     * @return this builder
     */
    public Builder remote(OpenedRemote store) {
      this.remote = store;
      return this;
    }

    /**
     * Sets how the remote tier is used.
     *
     * @param value the settings; {@link RemoteSettings#defaults} by default
     * @return this builder
     */
    public Builder remoteSettings(RemoteSettings value) {
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
    public Builder progress(ByteProgress push, ByteProgress pull) {
      this.pushing = push;
      this.pulling = pull;
      return this;
    }

    /**
     * Sets the receiver of warnings from {@link Cache#push} and {@link Cache#pull}. Warnings of
     * runs go to the runner's events.
     *
     * @param receiver receives messages for people; the log by default
     * @return this builder
     */
    public Builder warnings(Consumer<String> receiver) {
      this.warnings = receiver;
      return this;
    }

    /**
     * Sets the clock for the back-off after a failure of the remote store.
     *
     * @param source the clock; the system's by default
     * @return this builder
     */
    public Builder clock(InstantSource source) {
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
}
