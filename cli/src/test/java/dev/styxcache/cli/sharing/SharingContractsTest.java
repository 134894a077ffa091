package dev.styxcache.cli.sharing;

import dev.styxcache.application.port.ByteProgress;
import dev.styxcache.application.port.CacheEntryContract;
import dev.styxcache.application.port.CacheStoreContract;
import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.EntryWriterContract;
import dev.styxcache.application.port.HasherProvider;
import dev.styxcache.application.port.KeyLocks;
import dev.styxcache.application.port.KeyLocksContract;
import dev.styxcache.application.port.MemoryRemote;
import dev.styxcache.application.port.StagingContract;
import dev.styxcache.application.port.StoreProvider.OpenedStore;
import dev.styxcache.application.services.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every store promises, for one that is shared. Not the contract of upkeep, which is that of
 * the local store: an entry that is deleted here is fetched again.
 */
class SharingContractsTest {

  private static final ContentHasher HASHER =
      Services.only(HasherProvider.class).create(ByteProgress.silent());

  @TempDir Path directory;

  private final MemoryRemote.Place place = new MemoryRemote.Place();

  private OpenedStore openStore() {
    return new Machine(directory, place).sharing().store();
  }

  private Path outside() throws IOException {
    return Files.createDirectories(directory.resolve("outside"));
  }

  @Nested
  class AsCacheStore extends CacheStoreContract {
    @Override
    protected OpenedStore open() {
      return openStore();
    }

    @Override
    protected ContentHasher hasher() {
      return HASHER;
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
      return HASHER;
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
      return HASHER;
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
      return HASHER;
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
