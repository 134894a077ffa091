package dev.styxcache.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.consumer.Jdk.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runner made from a configuration file, by a program that has the library as a user has it. */
class ConfigurationIT {

  @TempDir Path directory;
  private Jdk jdk = new Jdk(Path.of(""));

  @BeforeEach
  void writeProgram() throws IOException {
    jdk = new Jdk(directory);
    jdk.write("styxcache.toml", "[cache]\ndir = \"cache\"\n\n[hash]\nimplementation = \"auto\"\n");
    jdk.write("words.txt", "apple\npear\n");
    jdk.write(
        "src/demo/Demo.java",
        """
        package demo;

        import dev.styxcache.application.api.*;
        import dev.styxcache.application.api.caching.CachingRunner;
        import dev.styxcache.domain.Metadata;
        import java.nio.file.*;
        import java.util.*;

        public final class Demo {
          public static void main(String... args) throws Exception {
            CachingRunner runner = CachingRunner.fromConfiguration(Path.of("styxcache.toml"));
            for (int call = 0; call < 2; call++) {
              Execution run = runner.startExecution(Metadata.of("demo.v1", "sort", "coreutils"));
              String words = run.inputFile(Path.of("words.txt"), false, false);
              Path sorted = run.outputFile("sorted.txt", false);
              List<String> command = List.of("sort", "-r", "-o", "sorted.txt", words);
              run.run(command, OutputHandler.discard(), OutputHandler.discard());
              System.out.print(run.report().orElseThrow().status() + " " + Files.readString(sorted));
            }
          }
        }
        """);
  }

  private String at(String path) {
    return directory.resolve(path).toString();
  }

  private static void assertHitTheSecondTime(Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("MISS pear\napple\nHIT pear\napple\n");
  }

  @Test
  void configuredRunner_hasAHitTheSecondTime_onTheClassPath() throws Exception {
    String jars = Jdk.CONFIGURATION_JARS;
    Jdk.call("javac", "-d", at("classes"), "-cp", jars, at("src/demo/Demo.java"));

    assertHitTheSecondTime(
        jdk.java(Jdk.QUIET, "-cp", at("classes") + File.pathSeparator + jars, "demo.Demo"));
  }

  @Test
  void configuredRunner_hasAHitTheSecondTime_onTheModulePath() throws Exception {
    String jars = Jdk.CONFIGURATION_JARS;
    jdk.write("src/module-info.java", "module demo {\n  requires dev.styxcache;\n}\n");
    Jdk.call(
        "javac",
        "-d",
        at("modules/demo"),
        "-p",
        jars,
        at("src/module-info.java"),
        at("src/demo/Demo.java"));

    // Bound as a service: the program's module does not require it.
    assertHitTheSecondTime(
        jdk.java(
            Jdk.QUIET, "-p", at("modules") + File.pathSeparator + jars, "-m", "demo/demo.Demo"));
  }

  @Test
  void configuredRunner_hasAHitTheSecondTime_inAnImageOfJlink() throws Exception {
    configuredRunner_hasAHitTheSecondTime_onTheModulePath();
    Path image = directory.resolve("image");
    Jdk.call(
        "jlink",
        "-p",
        at("modules") + File.pathSeparator + Jdk.CONFIGURATION_JARS,
        "--add-modules",
        "demo,dev.styxcache.configuration",
        "--add-options=" + Jdk.QUIET,
        "--output",
        image.toString());
    jdk.write("words.txt", "pear\napple\n"); // other content: a miss again

    assertHitTheSecondTime(jdk.start(image, "-m", "demo/demo.Demo"));
  }
}
