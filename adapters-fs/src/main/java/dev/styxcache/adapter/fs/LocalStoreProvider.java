package dev.styxcache.adapter.fs;

import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.application.spi.StoreSettings;

/** Provides stores of type {@code fs}, in local or mounted directories. */
public final class LocalStoreProvider implements StoreProvider {

  /** Creates a stateless provider. */
  public LocalStoreProvider() {}

  @Override
  public String type() {
    return "fs";
  }

  @Override
  public OpenedStore open(StoreSettings settings) {
    if (!settings.options().isEmpty()) {
      throw new IllegalArgumentException(
          "the store of type fs has no setting " + settings.options().keySet().iterator().next());
    }
    return LocalCacheStore.open(settings.directory(), settings.hasher());
  }
}
