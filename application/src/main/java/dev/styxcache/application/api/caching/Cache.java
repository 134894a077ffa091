package dev.styxcache.application.api.caching;

import dev.styxcache.application.api.CacheUnavailableException;
import dev.styxcache.application.api.CachedEntry;
import dev.styxcache.application.api.EntrySummary;
import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.api.Pull;
import dev.styxcache.application.api.Push;
import dev.styxcache.application.remote.RemoteTier;
import dev.styxcache.application.spi.CacheConfiguration;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.domain.key.CacheKey;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

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

  private final OpenedStore local;
  private final Optional<RemoteTier> remote;
  private final Consumer<String> warnings;

  Cache(OpenedStore local, Optional<RemoteTier> remote, Consumer<String> warnings) {
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
  public static CacheBuilder builder() {
    return new CacheBuilder();
  }

  /**
   * Starts building the cache that a configuration describes.
   *
   * @param configuration the local store, and the remote tier if there is one
   * @return the builder
   * @throws InvalidConfigurationException if the local store refuses its settings
   */
  public static CacheBuilder builder(CacheConfiguration configuration) {
    CacheBuilder builder = builder();
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
   * CacheBuilder#warnings receiver of warnings} is told of folders that cannot be read.
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
}
