package dev.styxcache.configuration.assembly;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.CacheConfiguration;
import dev.styxcache.application.spi.ConfigurationProvider;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RunnerConfiguration;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.ConfigurationLoader;
import dev.styxcache.configuration.Places;
import dev.styxcache.configuration.Setting;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code styxcache.toml} for Java callers, as the command line does with {@code --config}.
 */
public final class TomlConfigurationProvider implements ConfigurationProvider {

  /** For {@link java.util.ServiceLoader}. */
  public TomlConfigurationProvider() {}

  @Override
  public RunnerConfiguration read(Path file) {
    Places places = Places.ofProcess();
    Configuration configuration =
        ConfigurationLoader.load(
            places, Map.of(), Optional.of(file.toAbsolutePath().toString()), Adapters::tables);
    CallerEnvironment caller =
        new CallerEnvironment(places.workingDirectory(), InheritedVariables.all(), Map.of());
    CachePolicy policy = configuration.policy();
    Runner base = Runners.create(configuration, caller);
    // The cache comes last: whatever fails before it leaves no remote store open.
    return new RunnerConfiguration(
        base,
        policy,
        Hashers.create(configuration, ByteProgress.silent()),
        Runners.images(configuration, base, caller),
        configuration.duration(Setting.POLICY_IMAGE_DIGEST_TTL),
        cache(configuration, policy.mode()));
  }

  /** These modes never ask a remote tier. */
  private static CacheConfiguration cache(Configuration configuration, CacheMode mode) {
    return mode == CacheMode.READ_ONLY || mode == CacheMode.OFF
        ? Stores.local(configuration)
        : Stores.shared(configuration);
  }
}
