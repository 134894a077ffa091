package dev.styxcache.adapter.runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.application.spi.InheritedVariables;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs tools that write much in a JVM that has little memory. */
@Timeout(180)
class FlatMemoryTest {

  private static final long MUCH = 300_000_000;

  @TempDir private Path directory;

  @Test
  void run_whenAToolWritesHundredsOfMegabytes_needsNoMoreMemory() throws Exception {
    assertThat(runInSmallJvm("yes 'a line of output' | head -c " + MUCH)).isEqualTo(MUCH + " 0\n");
  }

  @Test
  void run_whenALineHasHundredsOfMegabytes_needsNoMoreMemory() throws Exception {
    assertThat(runInSmallJvm("head -c " + MUCH + " /dev/zero; exit 7")).isEqualTo(MUCH + " 7\n");
  }

  /** Without care, Java collects in memory what is in the pipe of a process that has ended. */
  @Test
  void run_whenAChildIsLeftBehindThatWritesOn_needsNoMoreMemory() throws Exception {
    assertThat(runInSmallJvm("yes & echo done; exit 5")).matches("[0-9]{7,} 5\n");
  }

  private String runInSmallJvm(String script) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SmallJvm.class.getName(),
                directory.toString(),
                script)
            .redirectError(new File(directory.toFile(), "errors"))
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(directory.resolve("errors")).hasContent("");
    return answer;
  }

  /** Runs a script in a directory, and says how many bytes came and the exit code. */
  static final class SmallJvm {

    private SmallJvm() {}

    public static void main(String[] arguments) {
      long[] bytes = new long[1];
      ToolResult result =
          ToolProcess.run(
              new ToolCommand(
                  List.of("sh", "-c", arguments[1]),
                  Path.of("/bin/sh"),
                  Path.of(arguments[0]),
                  new ToolEnvironment(java.util.Map.of(), InheritedVariables.all())),
              (buffer, offset, length) -> bytes[0] += length,
              (buffer, offset, length) -> {
                throw new AssertionError("nothing is written there");
              });
      System.out.println(bytes[0] + " " + result.exitCode());
    }
  }
}
