package dev.styxcache.configuration.assembly;

import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.spi.CacheConfiguration.Remote;
import dev.styxcache.application.spi.RemoteStoreProvider;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Opens the configured remote store. */
public final class Remotes {

  private static final String PUSH = "push";
  private static final String RETRY_AFTER = "retry_after";

  private Remotes() {}

  /**
   * Opens the remote store. Connects to nothing yet.
   *
   * @param configuration the configuration
   * @return the store; empty if the configured one is not remote
   * @throws InvalidConfigurationException if the store refuses its settings
   */
  public static Optional<Remote> open(Configuration configuration) {
    String type = configuration.text(Setting.STORE_TYPE);
    if (Adapters.store(type).isPresent()) {
      return Optional.empty();
    }
    return Adapters.remote(type).map(provider -> open(provider, configuration));
  }

  static Remote open(RemoteStoreProvider provider, Configuration configuration) {
    String type = provider.type();
    Map<String, Object> options = new LinkedHashMap<>(configuration.storeOptions(type));
    RemoteSettings settings = settings(type, options, configuration);
    try {
      return new Remote(provider.open(options), settings);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationException(
          "the store \"" + type + "\" cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Takes the settings that all remote stores have out of the table. */
  private static RemoteSettings settings(
      String type, Map<String, Object> options, Configuration configuration) {
    Object push = options.remove(PUSH);
    Object rest = options.remove(RETRY_AFTER);
    if (push != null && !(push instanceof Boolean)) {
      throw new InvalidConfigurationException(
          "store." + type + "." + PUSH + " is neither true nor false");
    }
    if (rest != null && !(rest instanceof Number number && number.longValue() >= 0)) {
      throw new InvalidConfigurationException(
          "store." + type + "." + RETRY_AFTER + " is not a whole number of seconds");
    }
    return new RemoteSettings(
        push == null || (Boolean) push,
        rest == null
            ? RemoteSettings.DEFAULT_RETRY_AFTER
            : Duration.ofSeconds(((Number) rest).longValue()),
        configuration.failures());
  }
}
