package dev.styxcache.cli.wiring;

import dev.styxcache.application.port.ByteProgress;
import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.HasherProvider;
import dev.styxcache.application.port.MemoSettings;
import dev.styxcache.cli.config.Configuration;
import dev.styxcache.cli.config.Setting;
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
   * @param configuration says whether it remembers digests, and where
   * @param progress is told how far it has come
   * @return the hasher
   */
  public static ContentHasher create(Configuration configuration, ByteProgress progress) {
    HasherProvider provider = Adapters.hasher();
    return memo(configuration)
        .map(memo -> provider.create(progress, memo))
        .orElseGet(() -> provider.create(progress));
  }

  /**
   * Where digests are remembered.
   *
   * @param configuration the configuration
   * @return the place; nothing where they are not remembered
   */
  public static Optional<MemoSettings> memo(Configuration configuration) {
    if (!configuration.flag(Setting.HASH_MEMO)) {
      return Optional.empty();
    }
    // A place that was chosen is taken or refused; another one would come as a surprise.
    Optional<Path> elsewhere =
        configuration.isDefault(Setting.HASH_MEMO_DIR) ? Optional.of(SHARED) : Optional.empty();
    return Optional.of(new MemoSettings(configuration.directory(Setting.HASH_MEMO_DIR), elsewhere));
  }
}
