package dev.styxcache.cli.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The real launcher at the root of the checkout, in real processes, with a cache and a working
 * directory of its own.
 */
final class CommandLine {

  static final Path LAUNCHER = Path.of("..", "styxcache").toAbsolutePath().normalize();

  private static final long PATIENCE_SECONDS = 120;

  final Path work;
  final Path cache;
  private final Path scratch;
  private final Map<String, String> variables = new HashMap<>();

  CommandLine(Path directory) {
    this.work = directory.resolve("work");
    this.cache = directory.resolve("cache");
    this.scratch = directory.resolve("scratch");
    create(work);
    create(scratch);
    variables.put("HOME", directory.toString());
    variables.put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    variables.put("STYXCACHE_CACHE_DIR", cache.toString());
  }

  /**
   * What a process left.
   *
   * @param latin1 its output, each byte as one character
   */
  record Outcome(int code, String latin1, String error) {
    byte[] output() {
      return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    String text() {
      return new String(output(), StandardCharsets.UTF_8);
    }
  }

  void set(String variable, String value) {
    variables.put(variable, value);
  }

  Path file(String name, String content) {
    try {
      Path file = work.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Outcome run(String... arguments) {
    return runWithInput("", arguments);
  }

  /** Runs in another directory than {@link #work}. */
  Outcome runIn(Path place, String... arguments) {
    return run(builder(arguments).directory(place.toFile()), "");
  }

  Outcome runWithInput(String input, String... arguments) {
    return run(builder(arguments), input);
  }

  private Outcome run(ProcessBuilder builder, String input) {
    try {
      Path in = Files.writeString(Files.createTempFile(scratch, "in", ""), input);
      Path out = Files.createTempFile(scratch, "out", "");
      Path err = Files.createTempFile(scratch, "err", "");
      Process process =
          builder
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new Outcome(
          await(process),
          Files.readString(out, StandardCharsets.ISO_8859_1),
          new String(Files.readAllBytes(err), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("STYXCACHE_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(variables);
    return builder;
  }

  static int await(Process process) {
    try {
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new AssertionError("the command line did not end in " + PATIENCE_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Leftovers of runs: neither entries nor in progress. */
  List<String> stagings() {
    Path incoming = cache.resolve(".incoming");
    if (!Files.isDirectory(incoming)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(incoming)) {
      return children.map(Path::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
