package dev.styxcache.cli.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.services.Services;
import dev.styxcache.application.spi.HasherProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hint in the log of a program that could hash faster with the vector module. */
class VectorHintTest {

  private static final String FLAG = "--add-modules jdk.incubator.vector";

  /** Program that makes two hashers. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) {
      Services.only(HasherProvider.class).create(ByteProgress.silent());
      Services.only(HasherProvider.class).create(ByteProgress.silent());
    }
  }

  private static List<String> hints(String level, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=" + level);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().filter(line -> line.contains(FLAG)).toList();
  }

  @Test
  void debugLog_saysOnceWhichFlagIsMissing() throws Exception {
    assertThat(hints("debug")).singleElement().asString().contains("DEBUG");
  }

  @Test
  void log_isSilentAtHigherLevels_orWithTheFlag() throws Exception {
    assertThat(hints("info")).isEmpty();
    assertThat(hints("debug", FLAG.split(" "))).isEmpty();
  }
}
