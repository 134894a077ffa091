package dev.styxcache.adapter.hash.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.files.process.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StableFilesTest {

  private static final Path KERNEL = Path.of("/proc/sys/vm/dirty_expire_centisecs");

  /** Read in small pieces, the kernel gives the first digit only. */
  @Test
  void writeBackTime_isTwiceTheKernelsTimes() throws IOException {
    assumeTrue(Files.exists(KERNEL), "not Linux");
    long expire = Long.parseLong(Commands.run("cat", KERNEL.toString()).strip());
    long each =
        Long.parseLong(Commands.run("cat", "/proc/sys/vm/dirty_writeback_centisecs").strip());
    assumeTrue(each > 0, "this kernel writes nothing back by itself");
    assertThat(StableFiles.writeBackTime()).contains(Duration.ofMillis(20 * (expire + each)));
  }
}
