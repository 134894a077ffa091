package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.layout.EntryLayout;
import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.EntryExchangeContract;
import dev.styxcache.application.port.EntryReceptionContract;
import dev.styxcache.application.port.IncomingContentContract;
import dev.styxcache.application.port.LocalSharingProvider.LocalSharing;
import dev.styxcache.application.port.PendingPushesContract;
import dev.styxcache.application.port.StoreProvider.OpenedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** All that the local side of sharing must do, on whatever file system. */
abstract class LocalSharingContracts {

  private static final String HERE = "cache";
  private static final String THERE = "other";

  /** A directory on that file system. */
  protected abstract Path disk();

  private Path outside() throws IOException {
    return Files.createDirectories(disk().resolve("outside"));
  }

  private OpenedStore storeIn(String name) {
    return LocalCacheStore.open(disk().resolve(name), StoreOnDisk.HASHER);
  }

  private LocalSharing side(String name) {
    EntryLayout layout = new EntryLayout(disk().resolve(name));
    return new LocalSharing(
        new LocalExchange(layout, StoreOnDisk.HASHER), new LocalPendingPushes(layout));
  }

  @Nested
  class AsEntryExchange extends EntryExchangeContract {
    @Override
    protected OpenedStore open() {
      return storeIn(HERE);
    }

    @Override
    protected LocalSharing sharing() {
      return side(HERE);
    }

    @Override
    protected OpenedStore openOther() {
      return storeIn(THERE);
    }

    @Override
    protected LocalSharing otherSharing() {
      return side(THERE);
    }

    @Override
    protected ContentHasher hasher() {
      return StoreOnDisk.HASHER;
    }

    @Override
    protected Path directory() throws IOException {
      return outside();
    }
  }

  @Nested
  class ReceivingWhatIsWrong extends EntryReceptionContract {
    @Override
    protected OpenedStore open() {
      return storeIn(HERE);
    }

    @Override
    protected LocalSharing sharing() {
      return side(HERE);
    }

    @Override
    protected OpenedStore openOther() {
      return storeIn(THERE);
    }

    @Override
    protected LocalSharing otherSharing() {
      return side(THERE);
    }

    @Override
    protected ContentHasher hasher() {
      return StoreOnDisk.HASHER;
    }

    @Override
    protected Path directory() throws IOException {
      return outside();
    }
  }

  @Nested
  class AsIncomingContent extends IncomingContentContract {
    @Override
    protected OpenedStore open() {
      return storeIn(HERE);
    }

    @Override
    protected LocalSharing sharing() {
      return side(HERE);
    }

    @Override
    protected OpenedStore openOther() {
      return storeIn(THERE);
    }

    @Override
    protected LocalSharing otherSharing() {
      return side(THERE);
    }

    @Override
    protected ContentHasher hasher() {
      return StoreOnDisk.HASHER;
    }

    @Override
    protected Path directory() throws IOException {
      return outside();
    }
  }

  @Nested
  class AsPendingPushes extends PendingPushesContract {
    @Override
    protected OpenedStore open() {
      return storeIn(HERE);
    }

    @Override
    protected LocalSharing sharing() {
      return side(HERE);
    }

    @Override
    protected OpenedStore openOther() {
      return storeIn(THERE);
    }

    @Override
    protected LocalSharing otherSharing() {
      return side(THERE);
    }

    @Override
    protected ContentHasher hasher() {
      return StoreOnDisk.HASHER;
    }

    @Override
    protected Path directory() throws IOException {
      return outside();
    }
  }
}
