package dev.styxcache.adapter.fs;

import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.testing.contract.EntryUpkeepContract;
import dev.styxcache.testing.contract.StoreContracts;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** The contract suites of a store, for the local store on any file system. */
abstract class LocalStoreContracts extends StoreContracts {

  @Override
  protected OpenedStore openStore() {
    return LocalCacheStore.open(disk().resolve("cache"), StoreOnDisk.HASHER);
  }

  @Override
  protected ContentHasher storeHasher() {
    return StoreOnDisk.HASHER;
  }

  @Nested
  class AsEntryUpkeep extends EntryUpkeepContract {
    @Override
    protected OpenedStore open() {
      return openStore();
    }

    @Override
    protected ContentHasher hasher() {
      return storeHasher();
    }

    @Override
    protected Path directory() throws IOException {
      return outside();
    }
  }
}
