package dev.styxcache.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs in JVMs of their own, started as by the launcher, since a loaded module stays. */
@Timeout(120)
class VectorModuleLoaderTest {

  @TempDir private Path scratch;

  private record Ended(List<String> lines, String error) {}

  private Ended java(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(VectorAddition.class.getName());
    Path out = scratch.resolve("out");
    Path error = scratch.resolve("error");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(error.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> read(error)).isZero();
    return new Ended(Files.readAllLines(out, StandardCharsets.UTF_8), read(error));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void module_isLoadedIntoARunningJvm_andNothingIsPrinted()
      throws IOException, InterruptedException {
    Ended ended = java("-Dsun.misc.unsafe.memory.access=allow");
    assertThat(ended.lines()).containsExactly("false true", "[23, 23, 23, 23, 23, 23, 23, 23]");
    assertThat(ended.error()).isEmpty();
  }

  @Test
  void moduleFromTheCommandLine_isUsed() throws IOException, InterruptedException {
    Ended ended = java("--add-modules", "jdk.incubator.vector");
    assertThat(ended.lines()).first().asString().startsWith("true");
    assertThat(ended.lines()).last().isEqualTo("[23, 23, 23, 23, 23, 23, 23, 23]");
  }
}
