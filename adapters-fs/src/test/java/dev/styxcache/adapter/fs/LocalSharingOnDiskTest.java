package dev.styxcache.adapter.fs;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The local side of a remote tier on a real disk. */
class LocalSharingOnDiskTest extends LocalSharingContracts {

  @TempDir Path directory;

  @Override
  protected Path disk() {
    return directory;
  }
}
