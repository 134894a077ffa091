package dev.styxcache.adapter.fs.hash;

import dev.styxcache.application.port.ByteProgress;
import dev.styxcache.application.port.ContentHasher;
import dev.styxcache.application.port.ContentHasherContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RealDiskHasherTest extends ContentHasherContract {

  @TempDir private Path directory;

  @Override
  protected ContentHasher hasher(ByteProgress listener) {
    return new RctcwyvrnHasherProvider().create(listener);
  }

  @Override
  protected Path directory() {
    return directory;
  }
}
