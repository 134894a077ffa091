package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.spi.LocalSharingProvider;
import dev.styxcache.application.spi.StoreSettings;

/** Lets caches in local or mounted directories be shared. */
public final class DirectorySharingProvider implements LocalSharingProvider {

  /** Makes one; it has no state. */
  public DirectorySharingProvider() {}

  @Override
  public String type() {
    return "fs";
  }

  @Override
  public LocalSharing open(StoreSettings settings) {
    EntryLayout layout = new EntryLayout(settings.directory());
    return new LocalSharing(
        new LocalExchange(layout, settings.hasher()), new LocalPendingPushes(layout));
  }
}
