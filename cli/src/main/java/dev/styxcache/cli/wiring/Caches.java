package dev.styxcache.cli.wiring;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.application.spi.CacheConfiguration.Remote;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.assembly.Remotes;
import dev.styxcache.configuration.assembly.Stores;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens the configured cache. */
public final class Caches {

  private Caches() {}

  /**
   * Opens the local store alone.
   *
   * @param configuration the configuration
   * @return the cache without a remote tier
   * @throws dev.styxcache.application.api.StyxCacheException as of {@link Stores#local}
   */
  public static Cache local(Configuration configuration) {
    return Cache.builder(Stores.local(configuration)).build();
  }

  /**
   * Opens the local store alone.
   *
   * @param configuration the configuration
   * @param warnings receives what could not be read
   * @return the cache without a remote tier
   * @throws dev.styxcache.application.api.StyxCacheException as of {@link Stores#local}
   */
  public static Cache local(Configuration configuration, Consumer<String> warnings) {
    return Cache.builder(Stores.local(configuration)).warnings(warnings).build();
  }

  /**
   * Opens the local store, and the remote one if one is configured.
   *
   * @param configuration the configuration
   * @param pushing progress of pushes
   * @param pulling progress of pulls
   * @param warnings receives warnings about transfers that no run asked for
   * @return the cache, with a remote tier if the configured store is a remote one
   * @throws dev.styxcache.application.api.StyxCacheException as of {@link Stores#shared}
   */
  public static Cache shared(
      Configuration configuration,
      ByteProgress pushing,
      ByteProgress pulling,
      Consumer<String> warnings) {
    return Cache.builder(Stores.shared(configuration))
        .progress(pushing, pulling)
        .warnings(warnings)
        .build();
  }

  /**
   * Opens what runs of the configured mode use.
   *
   * @param configuration the configuration
   * @param pushing progress of pushes
   * @param pulling progress of pulls
   * @param warnings receives warnings about transfers that no run asked for
   * @return the cache; without its remote tier if it is read-only, as nothing is pulled into it
   * @throws dev.styxcache.application.api.StyxCacheException as of {@link Stores#shared}
   */
  public static Cache forRuns(
      Configuration configuration,
      ByteProgress pushing,
      ByteProgress pulling,
      Consumer<String> warnings) {
    return configuration.policy().mode() == CacheMode.READ_ONLY
        ? local(configuration)
        : shared(configuration, pushing, pulling, warnings);
  }

  /**
   * Opens the remote store alone.
   *
   * @param configuration the configuration
   * @return the store; empty if the configured one is not remote
   * @throws dev.styxcache.application.api.StyxCacheException as of {@link Remotes#open}
   */
  public static Optional<Remote> remote(Configuration configuration) {
    return Remotes.open(configuration);
  }
}
