package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.HasherProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log of a program says when native code cannot be used. */
class NativeObstacleTest {

  /** Program that hashes the file of its arguments twice, with the usual hasher. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) {
      List<Path> files = List.of(Path.of(arguments[0]));
      for (int i = 0; i < 2; i++) {
        HasherProvider provider =
            Services.named(HasherProvider.class, HasherProvider::name, "auto");
        System.out.println(provider.create(ByteProgress.silent()).hash(files).get(0).hash().hex());
      }
    }
  }

  @TempDir Path directory;

  private String run(int bytes, String... options) throws IOException, InterruptedException {
    Path file = Files.write(directory.resolve("file"), new byte[bytes]);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
    command.add(file.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static final String OFF = "-Ddev.styxcache.native=off";
  private static final String DEBUG = "-Dorg.slf4j.simpleLogger.defaultLogLevel=debug";

  @Test
  void debugLog_saysOnceWhyFilesAreReadInJava() throws Exception {
    assertThat(run(3 << 20, OFF, DEBUG).lines().filter(line -> line.contains("read in Java")))
        .singleElement()
        .asString()
        .contains("DEBUG")
        .contains("switched off");
  }

  @Test
  void log_isSilent_atHigherLevelsAndForFewBytes() throws Exception {
    assertThat(run(3 << 20, OFF)).doesNotContain("native");
    assertThat(run(1000, OFF, DEBUG)).doesNotContain("native");
  }

  @Test
  void digest_isTheSameWithAndWithoutNativeCode_andNothingElseIsPrinted() throws Exception {
    String without = run(5_000_000, OFF);
    assertThat(without.lines().distinct()).singleElement().asString().hasSize(64);
    assertThat(run(5_000_000)).isEqualTo(without);
  }
}
