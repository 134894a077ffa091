package dev.styxcache.testing.contract;

import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.KeyLocks;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/**
 * All that every store promises, wired once. Not the contract of upkeep: a store that is shared
 * fetches again what is deleted.
 */
public abstract class StoreContracts {

  /** The store of a test, opened anew at each call. */
  protected abstract OpenedStore openStore();

  /** A hasher that can read what is on {@link #disk}. */
  protected abstract ContentHasher storeHasher();

  /** A directory of the test's own. */
  protected abstract Path disk();

  /** A directory outside of the store, for inputs. */
  protected final Path outside() throws IOException {
    return Files.createDirectories(disk().resolve("outside"));
  }

  @Nested
  class AsCacheStore extends CacheStoreContract {
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

  @Nested
  class AsEntryWriter extends EntryWriterContract {
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

  @Nested
  class AsStaging extends StagingContract {
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

  @Nested
  class AsCacheEntry extends CacheEntryContract {
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

  @Nested
  class AsKeyLocks extends KeyLocksContract {
    @Override
    protected KeyLocks locks() {
      return openStore().locks();
    }
  }
}
