package dev.styxcache.adapter.fs;

import dev.styxcache.adapter.fs.exchange.LocalExchange;
import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.adapter.fs.upkeep.LocalPendingPushes;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.LocalSharingProvider.LocalSharing;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.testing.contract.EntryExchangeContract;
import dev.styxcache.testing.contract.EntryReceptionContract;
import dev.styxcache.testing.contract.IncomingContentContract;
import dev.styxcache.testing.contract.PendingPushesContract;
import dev.styxcache.testing.contract.SharingContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** The contract suites of the local side of a remote tier, for any file system. */
abstract class LocalSharingContracts {

  private final SharingContract.Stores stores = new OnDisk();

  /** A directory on that file system. */
  protected abstract Path disk();

  private final class OnDisk implements SharingContract.Stores {
    @Override
    public OpenedStore open(String name) {
      return LocalCacheStore.open(disk().resolve(name), StoreOnDisk.HASHER);
    }

    @Override
    public LocalSharing sharing(String name) {
      EntryLayout layout = new EntryLayout(disk().resolve(name));
      return new LocalSharing(
          new LocalExchange(layout, StoreOnDisk.HASHER), new LocalPendingPushes(layout));
    }

    @Override
    public ContentHasher hasher() {
      return StoreOnDisk.HASHER;
    }

    @Override
    public Path directory() throws IOException {
      return Files.createDirectories(disk().resolve("outside"));
    }
  }

  @Nested
  class AsEntryExchange extends EntryExchangeContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  class ReceivingWhatIsWrong extends EntryReceptionContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  class AsIncomingContent extends IncomingContentContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }

  @Nested
  class AsPendingPushes extends PendingPushesContract {
    @Override
    protected Stores stores() {
      return stores;
    }
  }
}
