package dev.styxcache.configuration.assembly;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import java.nio.file.Path;
import java.util.Optional;

/** Creates the configured hasher, with its digest cache. */
public final class Hashers {

  /** A directory on disk for all users, which survives a restart of the machine. */
  private static final Path SHARED = Path.of("/var/tmp");

  private Hashers() {}

  /**
   * Creates the hasher.
   *
   * @param configuration the configuration
   * @param progress progress of hashing
   * @return the hasher
   * @throws InvalidConfigurationException if there is no such hasher, or it does not work in this
   *     JVM
   */
  public static ContentHasher create(Configuration configuration, ByteProgress progress) {
    HasherProvider provider = provider(configuration);
    return memo(configuration)
        .map(memo -> provider.create(progress, memo))
        .orElseGet(() -> provider.create(progress));
  }

  /**
   * Finds the configured implementation of hashing.
   *
   * @param configuration the configuration
   * @return the provider, which works in this JVM
   * @throws InvalidConfigurationException if there is none of this name, or it does not work here;
   *     the message has the reason
   */
  public static HasherProvider provider(Configuration configuration) {
    String name = configuration.text(Setting.HASH_IMPLEMENTATION);
    String origin = configuration.origin(Setting.HASH_IMPLEMENTATION);
    HasherProvider provider = Adapters.hasher(name, origin);
    provider
        .obstacle()
        .ifPresent(
            obstacle -> {
              throw new InvalidConfigurationException(
                  "hash.implementation cannot be \"" + name + "\" (" + origin + "): " + obstacle);
            });
    return provider;
  }

  /**
   * The digest cache.
   *
   * @param configuration the configuration
   * @return where it is; empty if it is off
   */
  public static Optional<DigestCacheSettings> memo(Configuration configuration) {
    if (!configuration.flag(Setting.HASH_MEMO)
        || configuration.find(Setting.HASH_MEMO_DIR).isEmpty()) {
      return Optional.empty();
    }
    // Only the default falls back to another directory; a chosen one is used or refused.
    Optional<Path> elsewhere =
        configuration.isDefault(Setting.HASH_MEMO_DIR) ? Optional.of(SHARED) : Optional.empty();
    return Optional.of(
        new DigestCacheSettings(configuration.directory(Setting.HASH_MEMO_DIR), elsewhere));
  }
}
