package dev.styxcache.application.api.caching;

import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.NamedFile;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.run.Components;
import dev.styxcache.application.run.KeyMaker;
import dev.styxcache.application.run.RunCoordinator;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.ConfigurationProvider;
import dev.styxcache.application.spi.RunnerConfiguration;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.RunnerInfluence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A runner that caches: a run with a known key is not executed again, and its stored outputs are
 * served instead.
 *
 * <pre>{@code
 * Runner runner = CachingRunner.around(new LocalRunner())
 *     .cacheDirectory(Path.of("/data/styxcache"))
 *     .build();
 * }</pre>
 *
 * <p>If the cache itself fails, a run goes on without it, unless the {@link CachePolicy} is strict.
 * Thread-safe.
 */
public final class CachingRunner implements Runner {

  /** Default time for which an image's digest is kept. */
  public static final Duration DEFAULT_IMAGES_KEPT_FOR = Duration.ofSeconds(10);

  private final Runner base;
  private final Cache cache;
  private final KeyMaker keys;
  private final Path workingDirectory;
  private final RunCoordinator coordinator;

  CachingRunner(Cache cache, Components components) {
    this.base = components.base();
    this.cache = cache;
    this.keys = components.keys();
    this.workingDirectory = components.workingDirectory();
    this.coordinator = new RunCoordinator(components);
  }

  /**
   * Starts building a caching runner.
   *
   * @param base executes the runs that are not in the cache
   * @return the builder
   */
  public static CachingRunnerBuilder around(Runner base) {
    return new CachingRunnerBuilder(base);
  }

  /**
   * Creates the caching runner that a configuration file describes, with the same meaning as {@code
   * styxcache --config FILE}: environment variables {@code STYXCACHE_…} override the file, and what
   * it does not set comes from {@code styxcache.toml} in the working directory, the user's file and
   * the defaults, in this order. Needs the artifact {@code styxcache-configuration}.
   *
   * <p>A configured remote store is closed by {@code cache().close()}. Like on the command line, it
   * is not opened in the modes {@link dev.styxcache.application.api.CacheMode#READ_ONLY} and {@link
   * dev.styxcache.application.api.CacheMode#OFF}.
   *
   * @param file the configuration file; it must exist
   * @return the runner
   * @throws dev.styxcache.application.api.InvalidConfigurationException if the file cannot be read,
   *     or any of these sources is invalid; the message names file and line
   * @throws dev.styxcache.application.api.CacheUnavailableException if the cache directory is not a
   *     directory
   * @throws IllegalStateException if an artifact is missing; the message names it
   */
  public static CachingRunner fromConfiguration(Path file) {
    RunnerConfiguration configuration = Services.only(ConfigurationProvider.class).read(file);
    return around(configuration.base())
        .cache(Cache.builder(configuration.cache()).build())
        .policy(configuration.policy())
        .hasher(configuration.hasher())
        .images(configuration.images())
        .imagesKeptFor(configuration.imagesKeptFor())
        .build();
  }

  /**
   * Begins a run through the cache.
   *
   * <p>Within a {@link dev.styxcache.application.api.CacheBypass} scope, for a tool on the
   * deny-list, around a runner that is not cacheable, and in the mode {@link
   * dev.styxcache.application.api.CacheMode#OFF} the run is the base runner's own, and is reported
   * as bypassed.
   */
  @Override
  public Execution startExecution(Metadata metadata) {
    return coordinator.start(metadata);
  }

  @Override
  public String effectiveImage(Metadata metadata) {
    return base.effectiveImage(metadata);
  }

  /**
   * The cache that this runner uses.
   *
   * @return the cache
   */
  public Cache cache() {
    return cache;
  }

  @Override
  public boolean cacheable() {
    return base.cacheable();
  }

  @Override
  public Optional<Path> executable(String command) {
    return base.executable(command);
  }

  @Override
  public Optional<Path> settingsBeside(Path executable) {
    return base.settingsBeside(executable);
  }

  @Override
  public List<NamedFile> namedFiles(List<String> command) {
    return base.namedFiles(command);
  }

  @Override
  public ImageDigestResolver images() {
    return base.images();
  }

  @Override
  public ImageDigestResolver registryImages() {
    return base.registryImages();
  }

  @Override
  public Function<String, Optional<String>> environment() {
    return base.environment();
  }

  @Override
  public RunnerInfluence influence(Set<String> listed) {
    return base.influence(listed);
  }

  /**
   * Starts making the key of a run without executing it.
   *
   * @param metadata the tool
   * @return receives the inputs and parameters, and makes the key
   */
  public KeyPreparation prepare(Metadata metadata) {
    return new KeyPreparation(metadata, keys, workingDirectory);
  }
}
