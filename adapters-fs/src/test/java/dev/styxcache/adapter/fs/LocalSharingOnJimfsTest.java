package dev.styxcache.adapter.fs;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/**
 * The local side of a remote tier on a file system in memory: tests logic, not renames, locks or
 * permissions.
 */
class LocalSharingOnJimfsTest extends LocalSharingContracts {

  private final FileSystem memory = JimfsDisk.create();

  @AfterEach
  void closeDisk() throws IOException {
    memory.close();
  }

  @Override
  protected Path disk() {
    return memory.getPath("/disk");
  }
}
