package dev.styxcache.application.api.caching;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheEvents;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.run.Components;
import dev.styxcache.application.run.ExecutableDigests;
import dev.styxcache.application.run.KeyMaker;
import dev.styxcache.application.run.LoggingEvents;
import dev.styxcache.application.run.RecentImageDigests;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.spi.TreeCopier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds a caching runner. Parts that are not set are found on the class path or have a default.
 * Not thread-safe.
 */
public final class CachingRunnerBuilder {

  private final Runner base;
  private CachePolicy policy = CachePolicy.defaults();
  private @Nullable CacheEvents events;
  private @Nullable ImageDigestResolver images;
  private Duration imagesKeptFor = CachingRunner.DEFAULT_IMAGES_KEPT_FOR;
  private Path workingDirectory = Path.of("").toAbsolutePath();
  private ContentWatch otherContent = Optional::empty;
  private boolean executableInKey;
  private boolean commandInKey;
  private Clock clock = Clock.systemUTC();
  private @Nullable Cache cache;
  private @Nullable ContentHasher hasher;
  private ByteProgress progress = ByteProgress.silent();
  private Optional<DigestCacheSettings> digestCache = Optional.of(DigestCacheSettings.defaults());
  private @Nullable TreeCopier copier;

  CachingRunnerBuilder(Runner base) {
    this.base = base;
  }

  /**
   * Stores entries in a directory of a local file system or network share.
   *
   * @param directory the cache directory, which is created when the first entry is written
   * @return this builder
   */
  public CachingRunnerBuilder cacheDirectory(Path directory) {
    return cache(Cache.in(directory));
  }

  /**
   * Stores entries in an open store. Its operations have no time limit.
   *
   * @param store the store
   * @return this builder
   */
  public CachingRunnerBuilder store(OpenedStore store) {
    return cache(Cache.builder().store(store).build());
  }

  /**
   * Uses a cache, which may have a remote tier.
   *
   * @param newCache the cache
   * @return this builder
   */
  public CachingRunnerBuilder cache(Cache newCache) {
    this.cache = newCache;
    return this;
  }

  /**
   * Sets what is part of the key, and how strict the cache is.
   *
   * @param newPolicy the policy
   * @return this builder
   */
  public CachingRunnerBuilder policy(CachePolicy newPolicy) {
    this.policy = newPolicy;
    return this;
  }

  /**
   * Sets the listener for what the cache does; by default the events are logged.
   *
   * @param listener receives the events
   * @return this builder
   */
  public CachingRunnerBuilder events(CacheEvents listener) {
    this.events = listener;
    return this;
  }

  /**
   * Sets how an image's tag is resolved to a digest; by default the base runner does so ({@link
   * Runner#images}).
   *
   * @param resolver resolves tags
   * @return this builder
   */
  public CachingRunnerBuilder images(ImageDigestResolver resolver) {
    this.images = resolver;
    return this;
  }

  /**
   * Sets how long an image's digest is kept before it is resolved again; by default {@link
   * CachingRunner#DEFAULT_IMAGES_KEPT_FOR}.
   *
   * @param duration how long; zero resolves it each time
   * @return this builder
   */
  public CachingRunnerBuilder imagesKeptFor(Duration duration) {
    this.imagesKeptFor = duration;
    return this;
  }

  /**
   * Sets where relative paths of inputs start; by default at the process's working directory. It
   * should be the base runner's working directory.
   *
   * @param directory an absolute path
   * @return this builder
   */
  public CachingRunnerBuilder workingDirectory(Path directory) {
    this.workingDirectory = directory.toAbsolutePath();
    return this;
  }

  /**
   * Sets a watch on content that is part of the key in addition to the inputs, such as the tool
   * itself. If it has changed by the end of a run, the outputs are not stored.
   *
   * @param watch checked at the end of each run, by the run's thread
   * @return this builder
   */
  public CachingRunnerBuilder alsoWatching(ContentWatch watch) {
    this.otherContent = watch;
    return this;
  }

  /**
   * Sets whether callers put the digest of the executable into the key themselves, as a parameter.
   * By default they do not; then an entry stores the digest of the local executable that made it,
   * and a call that would run another one is a miss that replaces the entry.
   *
   * @param inKey whether the key has it
   * @return this builder
   */
  public CachingRunnerBuilder executableInKey(boolean inKey) {
    this.executableInKey = inKey;
    return this;
  }

  /**
   * Sets whether callers put the command into the key themselves, as a parameter. By default they
   * do not; then an entry stores the command without paths, and a call that has another one is a
   * miss that replaces the entry.
   *
   * @param inKey whether the key has it
   * @return this builder
   */
  public CachingRunnerBuilder commandInKey(boolean inKey) {
    this.commandInKey = inKey;
    return this;
  }

  /**
   * Sets how inputs are digested.
   *
   * @param newHasher the hasher
   * @return this builder
   */
  public CachingRunnerBuilder hasher(ContentHasher newHasher) {
    this.hasher = newHasher;
    return this;
  }

  /**
   * Sets the listener for the progress of hashing. No effect on a hasher that was {@linkplain
   * #hasher set}.
   *
   * @param listener receives the progress; none by default
   * @return this builder
   */
  public CachingRunnerBuilder progress(ByteProgress listener) {
    this.progress = listener;
    return this;
  }

  /**
   * Sets the digest cache, which spares every process reading unchanged inputs again. By default
   * {@link DigestCacheSettings#defaults}, as on the command line. No effect on a hasher that was
   * {@linkplain #hasher set}.
   *
   * @param settings where the digest cache is; empty for none
   * @return this builder
   */
  public CachingRunnerBuilder digestCache(Optional<DigestCacheSettings> settings) {
    this.digestCache = settings;
    return this;
  }

  /**
   * Sets how outputs are copied into the cache from runners that choose their own output directory.
   *
   * @param newCopier copies trees
   * @return this builder
   */
  public CachingRunnerBuilder copier(TreeCopier newCopier) {
    this.copier = newCopier;
    return this;
  }

  /**
   * Sets the clock that times runs.
   *
   * @param newClock the clock
   * @return this builder
   */
  public CachingRunnerBuilder clock(Clock newClock) {
    this.clock = newClock;
    return this;
  }

  /**
   * Builds the runner.
   *
   * @return the runner
   * @throws IllegalStateException if neither a cache directory nor a store was set, or an adapter
   *     is missing
   */
  public CachingRunner build() {
    if (cache == null) {
      throw new IllegalStateException("set a cacheDirectory or a cache for the caching runner");
    }
    ContentHasher inputs = hasher == null ? usualHasher() : hasher;
    ImageDigestResolver resolver =
        new RecentImageDigests(images == null ? base.images() : images, imagesKeptFor);
    return new CachingRunner(
        cache,
        new Components(
            base,
            cache.local(),
            cache.remote(),
            new KeyMaker(base, policy, inputs, resolver),
            copier == null ? Services.only(TreeCopier.class) : copier,
            policy,
            events == null ? new LoggingEvents() : events,
            executableInKey ? Optional.empty() : Optional.of(new ExecutableDigests(base, inputs)),
            commandInKey,
            otherContent,
            workingDirectory,
            clock));
  }

  private ContentHasher usualHasher() {
    HasherProvider provider = Services.only(HasherProvider.class);
    return digestCache
        .map(settings -> provider.create(progress, settings))
        .orElseGet(() -> provider.create(progress));
  }
}
