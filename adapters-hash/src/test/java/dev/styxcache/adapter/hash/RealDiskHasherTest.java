package dev.styxcache.adapter.hash;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.testing.contract.ContentHasherContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("implementations")
class RealDiskHasherTest extends ContentHasherContract {

  @Parameter private Implementation implementation;
  @TempDir private Path directory;

  static List<Implementation> implementations() {
    return Implementation.available();
  }

  @Override
  protected ContentHasher hasher(ByteProgress listener) {
    return implementation.provider().create(listener);
  }

  @Override
  protected Path directory() {
    return directory;
  }
}
