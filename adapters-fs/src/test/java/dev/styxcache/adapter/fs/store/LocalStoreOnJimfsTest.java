package dev.styxcache.adapter.fs.store;

import dev.styxcache.adapter.fs.JimfsDisk;
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
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/**
 * The local store on a file system in memory: proves logic, never renames, locks or permissions.
 */
class LocalStoreOnJimfsTest {

  private final FileSystem disk = JimfsDisk.create();

  @AfterEach
  void closeDisk() throws IOException {
    disk.close();
  }

  private Path root() {
    return disk.getPath("/disk/cache");
  }

  private Path outside() throws IOException {
    return Files.createDirectories(disk.getPath("/disk/outside"));
  }

  private OpenedStore openStore() {
    return LocalCacheStore.open(root(), StoreOnDisk.HASHER);
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
