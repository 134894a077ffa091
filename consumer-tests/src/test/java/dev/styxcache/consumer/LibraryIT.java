package dev.styxcache.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.styxcache.consumer.Jdk.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java example, run twice by a program that has the library as a user has it. */
class LibraryIT {

  private static final Pattern EXAMPLE = Pattern.compile("(?s)\n```java\n(.*?)\n```");

  private static final String PROGRAM =
      """
      package demo;

      import dev.styxcache.adapter.runner.local.LocalRunner;
      import dev.styxcache.application.api.*;
      import dev.styxcache.application.api.caching.*;
      import dev.styxcache.application.api.caching.CachingRunner;
      import dev.styxcache.domain.Metadata;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.*;

      public final class Demo {
        public static void main(String... args) throws Exception {
      %s
          for (int call = 0; call < 2; call++) {
      %s
            System.out.print(Files.readString(sorted));
          }
        }
      }
      """;

  @TempDir Path directory;
  private Jdk jdk = new Jdk(Path.of(""));

  @BeforeEach
  void writeProgram() throws IOException {
    jdk = new Jdk(directory);
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(Path.of("../README.md")))
            .results()
            .map(match -> match.group(1))
            .toList();
    String making =
        examples.get(0).replace("/data/styxcache", directory.resolve("cache").toString());
    jdk.write("src/demo/Demo.java", PROGRAM.formatted(making, examples.get(1)));
    jdk.write("words.txt", "apple\npear\n");
    // Counts how often the tool runs.
    jdk.write("bin/sort", "#!/bin/sh\necho run >>'" + runs() + "'\nexec /usr/bin/sort \"$@\"\n");
    Files.setPosixFilePermissions(
        directory.resolve("bin/sort"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path runs() {
    return directory.resolve("runs");
  }

  private String at(String path) {
    return directory.resolve(path).toString();
  }

  private void compileModule() throws IOException {
    jdk.write("src/module-info.java", "module demo {\n  requires dev.styxcache;\n}\n");
    Jdk.call(
        "javac",
        "-d",
        at("modules/demo"),
        "-p",
        Jdk.JARS,
        at("src/module-info.java"),
        at("src/demo/Demo.java"));
  }

  private void assertRanOnce(Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("pear\napple\npear\napple\n");
    assertThat(runs()).hasContent("run");
  }

  @Test
  void example_hasAHitTheSecondTime_onTheClassPath() throws Exception {
    Jdk.call("javac", "-d", at("classes"), "-cp", Jdk.JARS, at("src/demo/Demo.java"));

    Result result =
        jdk.java(Jdk.QUIET, "-cp", at("classes") + File.pathSeparator + Jdk.JARS, "demo.Demo");

    assertRanOnce(result);
  }

  @Test
  void example_hasAHitTheSecondTime_onTheModulePath() throws Exception {
    compileModule();

    Result result =
        jdk.java(
            Jdk.QUIET, "-p", at("modules") + File.pathSeparator + Jdk.JARS, "-m", "demo/demo.Demo");

    assertRanOnce(result);
  }

  @Test
  void example_hasAHitTheSecondTime_inAnImageOfJlink() throws Exception {
    compileModule();
    Path image = directory.resolve("image");
    Jdk.call(
        "jlink",
        "-p",
        at("modules") + File.pathSeparator + Jdk.JARS,
        "--add-modules",
        "demo",
        "--add-options=" + Jdk.QUIET,
        "--output",
        image.toString());

    assertRanOnce(jdk.start(image, "-m", "demo/demo.Demo"));

    assertThat(
            jdk.start(image, "--list-modules")
                .out()
                .lines()
                .map(line -> line.replaceFirst("@.*", "")))
        .contains(
            "dev.styxcache",
            "dev.styxcache.adapter.fs",
            "dev.styxcache.adapter.hash",
            "dev.styxcache.adapter.runner",
            "dev.styxcache.application",
            "dev.styxcache.blake3",
            "dev.styxcache.domain",
            "dev.styxcache.files")
        .doesNotContain("jdk.incubator.vector", "java.desktop", "java.xml");
  }

  @Test
  void internalPackage_isNotVisibleToAModule() throws Exception {
    jdk.write("src/module-info.java", "module demo {\n  requires dev.styxcache;\n}\n");
    jdk.write(
        "src/demo/Demo.java",
        "package demo;\nclass Demo { dev.styxcache.application.services.Services services; }\n");

    Result result =
        jdk.java(
            "-m",
            "jdk.compiler/com.sun.tools.javac.Main",
            "-d",
            at("modules/demo"),
            "-p",
            Jdk.JARS,
            at("src/module-info.java"),
            at("src/demo/Demo.java"));

    assertThat(result.code()).isNotZero();
    assertThat(result.err()).contains("services is not visible");
  }

  @Test
  void hasherWhoseLibraryIsOptional_isFoundWithoutIt_andSaysWhatToAdd() throws Exception {
    jdk.write(
        "src/demo/Demo.java",
        """
        package demo;

        import dev.styxcache.application.spi.HasherProvider;

        public final class Demo {
          public static void main(String... args) {
            for (HasherProvider hasher : java.util.ServiceLoader.load(HasherProvider.class)) {
              System.out.println(hasher.name() + ": " + hasher.obstacle().orElse("none"));
            }
          }
        }
        """);
    Jdk.call("javac", "-d", at("classes"), "-cp", Jdk.JARS, at("src/demo/Demo.java"));

    Result result = jdk.java("-cp", at("classes") + File.pathSeparator + Jdk.JARS, "demo.Demo");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("auto: none", "rctcwyvrn: the library io.github.rctcwyvrn:blake3 is not on");
  }
}
