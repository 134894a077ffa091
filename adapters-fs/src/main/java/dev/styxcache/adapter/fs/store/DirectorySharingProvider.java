package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.port.ByteProgress;
import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.HasherProvider;
import dev.styxcache.application.port.LocalSharingProvider;
import dev.styxcache.application.port.StoreSettings;
import dev.styxcache.application.services.Services;

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
    ContentHasher hasher = Services.only(HasherProvider.class).create(ByteProgress.silent());
    return new LocalSharing(new LocalExchange(layout, hasher), new LocalPendingPushes(layout));
  }
}
