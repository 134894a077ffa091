package dev.styxcache.cli.wiring;

import dev.styxcache.application.remote.Sharing;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.application.store.StoreModes;
import dev.styxcache.cli.config.Configuration;
import dev.styxcache.cli.config.Setting;

/** How the cache is used. */
public enum CacheMode {
  /** Entries are served and made. */
  READ_WRITE("read-write") {
    @Override
    public OpenedStore apply(OpenedStore store) {
      return store;
    }
  },
  /** Entries are served; none is made or changed. */
  READ_ONLY("read-only") {
    @Override
    public OpenedStore apply(OpenedStore store) {
      return StoreModes.readOnly(store);
    }
  },
  /** No entry is served; each run replaces its entry. */
  REFRESH("refresh") {
    @Override
    public OpenedStore apply(OpenedStore store) {
      return StoreModes.refresh(store);
    }

    @Override
    public OpenedStore apply(Sharing sharing) {
      return StoreModes.refresh(sharing.sendingStore());
    }
  },
  /** There is no cache. */
  OFF("off") {
    @Override
    public OpenedStore apply(OpenedStore store) {
      throw new IllegalStateException("a cache that is off needs no store");
    }
  };

  private final String configured;

  CacheMode(String configured) {
    this.configured = configured;
  }

  /**
   * Has a store used in this way.
   *
   * @param store the store as it is
   * @return the store to use
   * @throws IllegalStateException if there is to be no cache
   */
  public abstract OpenedStore apply(OpenedStore store);

  /**
   * Has a shared store used in this way.
   *
   * @param sharing the local and the remote store
   * @return the store to use
   * @throws IllegalStateException if there is to be no cache
   */
  public OpenedStore apply(Sharing sharing) {
    return apply(sharing.store());
  }

  /**
   * The mode that the configuration names.
   *
   * @param configuration the configuration
   * @return the mode
   */
  public static CacheMode of(Configuration configuration) {
    String name = configuration.text(Setting.CACHE_MODE);
    for (CacheMode mode : values()) {
      if (mode.configured.equals(name)) {
        return mode;
      }
    }
    throw new IllegalStateException("a mode that was checked: " + name);
  }
}
