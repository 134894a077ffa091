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
 * <p>Safe for use by many threads and beside other processes and machines. To be closed where it
 * has a remote tier.
 */
public final class Cache implements AutoCloseable {

  private static final String FILE_SYSTEM = "fs";

  /**
   * Time within which a local store must answer: a local disk does within milliseconds, a busy
   * network share within seconds.
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
   * The cache in a directory, without a remote tier.
   *
   * @param directory the cache directory, which is created when the first entry is written
   * @return the cache
   * @throws IllegalStateException if an adapter is missing; the message names the artifact to add
   */
  public static Cache in(Path directory) {
    return builder().directory(directory).build();
  }

  /**
   * Begins to make a cache.
   *
   * @return the builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Begins to make the cache that a configuration describes.
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
   * The local store and what belongs to it.
   *
   * @return the store, with a time limit where it was opened by this cache
   */
  public OpenedStore local() {
    return local;
  }

  Optional<RemoteTier> remote() {
    return remote;
  }

  /**
   * Looks an entry up in the local store, and checks it against its manifest. Changes nothing.
   *
   * @param key the key
   * @return the entry, sound or not; empty where there is none
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
   * Where the entry of a key stands in the local store, or would.
   *
   * @param key the key
   * @return an absolute path, always the same for one key
   */
  public Path directoryOf(CacheKey key) {
    return local.store().directoryOf(key);
  }

  /**
   * Lists the entries of the local store. Reads no entry's content.
   *
   * @return the entries, the most recently used first
   * @throws CacheUnavailableException if the store cannot be read
   */
  public List<EntrySummary> list() {
    try (Stream<EntrySummary> entries = local.upkeep().list()) {
      return entries
          .sorted(
              Comparator.comparing(EntrySummary::lastUse)
                  .reversed()
                  .thenComparing(entry -> entry.key().hex()))
          .toList();
    }
  }

  /**
   * Removes an entry from the local store. A remote tier keeps its copy. An entry that is not there
   * is no error.
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
   * The entries that are still to be pushed, since that failed or was broken off.
   *
   * @return their keys, sorted; none without a remote tier
   * @throws CacheUnavailableException if the local store cannot be read
   */
  public List<CacheKey> pending() {
    return remote.map(RemoteTier::pending).orElse(List.of());
  }

  /**
   * Pushes an entry of the local store, after its contents were compared with their digests.
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

  /** Makes a cache. For one thread. */
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

    /**
     * The logger is not looked up before it is needed: the first one costs a start milliseconds.
     */
    private static void log(String message) {
      LoggerFactory.getLogger("dev.styxcache").warn("{}", message);
    }

    /**
     * Keeps the entries in a directory of the local file system or of a network share.
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
     * Keeps the entries in a store of a type that an adapter brings. A store that does not answer
     * within 30 seconds has failed.
     *
     * @param type the type, such as {@code fs}
     * @param storeSettings which store
     * @return this builder
     * @throws IllegalStateException if there is no such type; the message names the artifact to add
     * @throws IllegalArgumentException if a setting makes no sense for this type
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
     * Keeps the entries in a store that is open. It is waited for as long as it takes.
     *
     * @param store the store
     * @return this builder
     */
    public Builder store(OpenedStore store) {
      this.local = store;
      return this;
    }

    /**
     * Sets how entries get out of the local store and in. Needed only for a store that is not a
     * directory.
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
     * @param options its settings, as configuration has them below its name
     * @return this builder
     * @throws IllegalStateException if there is no such type; the message names the artifact to add
     * @throws IllegalArgumentException if a setting is missing or makes no sense
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
     * Sets who is told how far transfers have come.
     *
     * @param push progress of pushes; nobody is told by default
     * @param pull progress of pulls; nobody is told by default
     * @return this builder
     */
    public Builder progress(ByteProgress push, ByteProgress pull) {
      this.pushing = push;
      this.pulling = pull;
      return this;
    }

    /**
     * Sets who receives warnings of {@link Cache#push} and {@link Cache#pull}. Those of runs go to
     * the runner's events.
     *
     * @param receiver receives messages for people; the log by default
     * @return this builder
     */
    public Builder warnings(Consumer<String> receiver) {
      this.warnings = receiver;
      return this;
    }

    /**
     * Sets the clock that tells when a remote store that failed is tried again.
     *
     * @param source the clock; the system's by default
     * @return this builder
     */
    public Builder clock(InstantSource source) {
      this.clock = source;
      return this;
    }

    /**
     * Makes the cache.
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
