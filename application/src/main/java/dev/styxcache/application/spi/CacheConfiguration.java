package dev.styxcache.application.spi;

import dev.styxcache.application.api.RemoteSettings;
import dev.styxcache.application.spi.RemoteStoreProvider.OpenedRemote;
import java.util.Optional;

/**
 * The cache section of a configuration: the local store and the optional remote tier.
 *
 * @param type the type of the local store, such as {@code fs}
 * @param settings the settings of the local store
 * @param remote the remote tier; empty without one
 */
public record CacheConfiguration(String type, StoreSettings settings, Optional<Remote> remote) {

  /**
   * A remote tier.
   *
   * @param opened the remote store
   * @param settings how it is used
   */
  public record Remote(OpenedRemote opened, RemoteSettings settings) {}
}
