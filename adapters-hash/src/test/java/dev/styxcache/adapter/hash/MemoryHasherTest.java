package dev.styxcache.adapter.hash;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.testing.contract.ContentHasherContract;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** File systems that know less than a real disk: only basic attributes, or only POSIX's. */
@ParameterizedClass
@MethodSource("implementations")
class MemoryHasherTest {

  @Parameter private Implementation implementation;

  static List<Implementation> implementations() {
    return Implementation.available();
  }

  @Nested
  class WithBasicAttributes extends OnMemory {
    WithBasicAttributes() {
      super(Configuration.unix());
    }
  }

  @Nested
  class WithPosixAttributes extends OnMemory {
    WithPosixAttributes() {
      super(Configuration.unix().toBuilder().setAttributeViews("basic", "posix").build());
    }
  }

  @Nested
  class WithUnixAttributes extends OnMemory {
    WithUnixAttributes() {
      super(Configuration.unix().toBuilder().setAttributeViews("unix").build());
    }
  }

  abstract class OnMemory extends ContentHasherContract {

    private final FileSystem memory;

    OnMemory(Configuration configuration) {
      this.memory = Jimfs.newFileSystem(configuration);
    }

    @AfterEach
    void close() throws IOException {
      memory.close();
    }

    @Override
    protected ContentHasher hasher(ByteProgress listener) {
      return implementation.provider().create(listener);
    }

    @Override
    protected Path directory() throws IOException {
      return Files.createDirectories(memory.getPath("/data/in"));
    }
  }
}
