package dev.styxcache.testing;

import dev.styxcache.application.spi.TreeCopier;
import dev.styxcache.testing.contract.TreeCopierContract;
import java.nio.file.Path;

class MemoryCopierTest extends TreeCopierContract {

  private final Path directory = new MemoryStore().directory("copies");

  @Override
  protected TreeCopier copier() {
    return new MemoryCopier();
  }

  @Override
  protected Path directory() {
    return directory;
  }
}
