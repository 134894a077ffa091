package dev.styxcache.cli.sharing;

import dev.styxcache.application.port.ByteProgress;
import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.HasherProvider;
import dev.styxcache.application.port.MemoryRemote;
import dev.styxcache.application.port.StoreContracts;
import dev.styxcache.application.port.StoreProvider.OpenedStore;
import dev.styxcache.application.services.Services;
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
