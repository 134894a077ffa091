package dev.styxcache.cli.wiring;

import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.spi.RemoteStoreProvider;
import dev.styxcache.application.spi.RemoteStoreProvider.OpenedRemote;
import dev.styxcache.cli.config.Configuration;
import dev.styxcache.cli.config.Setting;
import dev.styxcache.cli.context.LauncherFacts;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.jvm.NativeAccess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Opens the remote store that the configuration names. */
public final class Remotes {

  private static final String PUSH = "push";
  private static final String RETRY_AFTER = "retry_after";

  private Remotes() {}

  /**
   * A remote store and how it is used.
   *
   * @param opened the store
   * @param settings how it is used
   */
  public record Remote(OpenedRemote opened, RemoteSettings settings) {}

  /**
   * Opens the remote store. Asks nobody yet.
   *
   * @param configuration the configuration
   * @return the store; nothing where the configured one is not remote
   * @throws UsageException if a setting makes no sense
   */
  public static Optional<Remote> open(Configuration configuration) {
    String type = configuration.text(Setting.STORE_TYPE);
    if (Adapters.store(type).isPresent()) {
      return Optional.empty();
    }
    if (LauncherFacts.mayLoadModules()) {
      NativeAccess.allow();
    }
    return Adapters.remote(type).map(provider -> open(provider, type, configuration));
  }

  private static Remote open(
      RemoteStoreProvider provider, String type, Configuration configuration) {
    Map<String, Object> options = new LinkedHashMap<>(configuration.storeOptions(type));
    RemoteSettings settings = settings(type, options, configuration);
    try {
      return new Remote(provider.open(options), settings);
    } catch (IllegalArgumentException e) {
      throw new UsageException("the store \"" + type + "\" cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Takes those settings out of the table that all remote stores have. */
  private static RemoteSettings settings(
      String type, Map<String, Object> options, Configuration configuration) {
    Object push = options.remove(PUSH);
    Object rest = options.remove(RETRY_AFTER);
    if (push != null && !(push instanceof Boolean)) {
      throw new UsageException("store." + type + "." + PUSH + " is neither true nor false");
    }
    if (rest != null && !(rest instanceof Number number && number.longValue() >= 0)) {
      throw new UsageException(
          "store." + type + "." + RETRY_AFTER + " is not a whole number of seconds");
    }
    return new RemoteSettings(
        push == null || (Boolean) push,
        rest == null
            ? RemoteSettings.DEFAULT_RETRY_AFTER
            : Duration.ofSeconds(((Number) rest).longValue()),
        configuration.text(Setting.STORE_ON_ERROR).equals("fail")
            ? CacheFailures.FAIL
            : CacheFailures.WARN);
  }
}
