package dev.styxcache.adapter.fs;

import dev.styxcache.adapter.fs.exchange.LocalExchange;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.upkeep.LocalPendingPushes;
import dev.styxcache.application.spi.LocalSharingProvider;
import dev.styxcache.application.spi.StoreSettings;

/** Provides the local side of a remote tier, for stores of type {@code fs}. */
public final class DirectorySharingProvider implements LocalSharingProvider {

  /** Creates a stateless provider. */
  public DirectorySharingProvider() {}

  @Override
  public String type() {
    return "fs";
  }

  @Override
  public LocalSharing open(StoreSettings settings) {
    EntryLayout layout = LocalStoreProvider.layout(settings);
    return new LocalSharing(
        new LocalExchange(layout, settings.hasher()), new LocalPendingPushes(layout));
  }
}
