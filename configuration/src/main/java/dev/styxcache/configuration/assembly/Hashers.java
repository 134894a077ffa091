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

/** Makes the hasher that the configuration asks for. */
public final class Hashers {

  /** For all users, on a disk, and kept when the machine starts again. */
  private static final Path SHARED = Path.of("/var/tmp");

  private Hashers() {}

  /**
   * Makes a hasher.
   *
   * @param configuration says which, whether it remembers digests, and where
   * @param progress is told how far it has come
   * @return the hasher
   * @throws InvalidConfigurationException if there is no such hasher, or it does not work here
   */
  public static ContentHasher create(Configuration configuration, ByteProgress progress) {
    HasherProvider provider = provider(configuration);
    return memo(configuration)
        .map(memo -> provider.create(progress, memo))
        .orElseGet(() -> provider.create(progress));
  }

  /**
   * Finds what makes hashers.
   *
   * @param configuration says which
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
   * Where digests are remembered.
   *
   * @param configuration the configuration
   * @return the place; nothing where they are not remembered
   */
  public static Optional<DigestCacheSettings> memo(Configuration configuration) {
    if (!configuration.flag(Setting.HASH_MEMO)) {
      return Optional.empty();
    }
    // A place that was chosen is taken or refused; another one would come as a surprise.
    Optional<Path> elsewhere =
        configuration.isDefault(Setting.HASH_MEMO_DIR) ? Optional.of(SHARED) : Optional.empty();
    return Optional.of(
        new DigestCacheSettings(configuration.directory(Setting.HASH_MEMO_DIR), elsewhere));
  }
}
