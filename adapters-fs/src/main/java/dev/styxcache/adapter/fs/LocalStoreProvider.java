package dev.styxcache.adapter.fs;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.layout.GroupAccess;
import dev.styxcache.application.spi.Options;
import dev.styxcache.application.spi.StoreProvider;
import dev.styxcache.application.spi.StoreSettings;
import java.util.Optional;

/** Provides stores of type {@code fs}, in local or mounted directories. */
public final class LocalStoreProvider implements StoreProvider {

  private static final String SHARED = "shared";
  private static final String GROUP = "group";

  /** Creates a stateless provider. */
  public LocalStoreProvider() {}

  @Override
  public String type() {
    return "fs";
  }

  @Override
  public OpenedStore open(StoreSettings settings) {
    return LocalCacheStore.open(layout(settings), settings.hasher());
  }

  /** The layout of the cache directory that the settings describe. */
  static EntryLayout layout(StoreSettings settings) {
    Options options = new Options("store.fs", settings.options());
    Optional<String> shared = options.text(SHARED);
    options.refuseOthers();
    if (shared.isPresent() && !shared.get().equals(GROUP)) {
      throw new IllegalArgumentException(
          "store.fs." + SHARED + " can only be \"" + GROUP + "\", not \"" + shared.get() + "\"");
    }
    return new EntryLayout(settings.directory(), shared.map(group -> new GroupAccess()));
  }
}
