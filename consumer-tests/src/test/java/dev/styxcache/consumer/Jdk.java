package dev.styxcache.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** The JDK's tools, applied to the jars of the library in one directory. */
final class Jdk {

  /** What {@code <artifactId>styxcache</artifactId>} brings. Set by the build. */
  static final String JARS = System.getProperty("library.jars", "");

  /** {@link #JARS}, and what {@code <artifactId>styxcache-configuration</artifactId>} adds. */
  static final String CONFIGURATION_JARS = System.getProperty("configuration.jars", "");

  /** Otherwise SLF4J says on standard error that it found nothing to log to. */
  static final String QUIET = "-Dslf4j.internal.verbosity=ERROR";

  private final Path directory;

  Jdk(Path directory) {
    this.directory = directory;
  }

  /** How a process ended. */
  record Result(int code, String out, String err) {}

  /** Writes a source file. */
  void write(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** Calls a tool of the JDK in this process; it must succeed. */
  static void call(String tool, String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    int code = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
    assertThat(code).as("%s %s%n%s", tool, String.join(" ", arguments), output).isZero();
  }

  /** Runs this JVM's {@code java} in the directory. */
  Result java(String... arguments) throws IOException, InterruptedException {
    return start(Path.of(System.getProperty("java.home")), arguments);
  }

  /** Runs {@code java} of a JDK or an image. A directory {@code bin} comes first in its path. */
  Result start(Path home, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().compute("PATH", (name, path) -> directory.resolve("bin") + ":" + path);
    builder.environment().put("XDG_CACHE_HOME", directory.resolve("caches").toString());
    int code = builder.start().waitFor();
    return new Result(code, Files.readString(out), Files.readString(err));
  }
}
