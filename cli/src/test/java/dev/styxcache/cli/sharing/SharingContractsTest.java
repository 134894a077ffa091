package dev.styxcache.cli.sharing;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.HasherProvider;
import dev.styxcache.application.spi.StoreProvider.OpenedStore;
import dev.styxcache.testing.MemoryRemote;
import dev.styxcache.testing.contract.StoreContracts;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises, for one that is shared by a place in memory. */
class SharingContractsTest extends StoreContracts {

  private static final ContentHasher HASHER =
      Services.only(HasherProvider.class).create(ByteProgress.silent());

  @TempDir Path directory;

  private final MemoryRemote.Place place = new MemoryRemote.Place();

  @Override
  protected OpenedStore openStore() {
    return new Machine(directory, place).sharing().store();
  }

  @Override
  protected ContentHasher storeHasher() {
    return HASHER;
  }

  @Override
  protected Path disk() {
    return directory;
  }
}
