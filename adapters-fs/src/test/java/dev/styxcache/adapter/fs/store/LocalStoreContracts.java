package dev.styxcache.adapter.fs.store;

import dev.styxcache.application.port.CacheEntryContract;
import dev.styxcache.application.port.CacheStoreContract;
import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.EntryUpkeepContract;
import dev.styxcache.application.port.EntryWriterContract;
import dev.styxcache.application.port.KeyLocks;
import dev.styxcache.application.port.KeyLocksContract;
import dev.styxcache.application.port.StagingContract;
import dev.styxcache.application.port.StoreProvider.OpenedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** All that a store must do, for the local store on whatever file system. */
abstract class LocalStoreContracts {

  /** A directory on that file system. */
  protected abstract Path disk();

  private Path outside() throws IOException {
    return Files.createDirectories(disk().resolve("outside"));
  }

  private OpenedStore openStore() {
    return LocalCacheStore.open(disk().resolve("cache"), StoreOnDisk.HASHER);
  }

  @Nested
  class AsCacheStore extends CacheStoreContract {
    @Override
    protected OpenedStore open() {
      return openStore();
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
  class AsEntryWriter extends EntryWriterContract {
    @Override
    protected OpenedStore open() {
      return openStore();
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
  class AsStaging extends StagingContract {
    @Override
    protected OpenedStore open() {
      return openStore();
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
  class AsCacheEntry extends CacheEntryContract {
    @Override
    protected OpenedStore open() {
      return openStore();
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
  class AsEntryUpkeep extends EntryUpkeepContract {
    @Override
    protected OpenedStore open() {
      return openStore();
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
  class AsKeyLocks extends KeyLocksContract {
    @Override
    protected KeyLocks locks() {
      return openStore().locks();
    }
  }
}
