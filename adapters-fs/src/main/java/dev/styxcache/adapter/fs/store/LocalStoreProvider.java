package dev.styxcache.adapter.fs.store;

import dev.styxcache.application.port.ByteProgress;
import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.HasherProvider;
import dev.styxcache.application.port.StoreProvider;
import dev.styxcache.application.port.StoreSettings;
import dev.styxcache.application.services.Services;

/** Opens caches in local or mounted directories. */
public final class LocalStoreProvider implements StoreProvider {

  /** Makes one; it has no state. */
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
    ContentHasher hasher = Services.only(HasherProvider.class).create(ByteProgress.silent());
    return LocalCacheStore.open(settings.directory(), hasher);
  }
}
