package dev.styxcache.adapter.fs;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The local store on a real disk. */
class LocalStoreOnDiskTest extends LocalStoreContracts {

  @TempDir Path directory;

  @Override
  protected Path disk() {
    return directory;
  }
}
