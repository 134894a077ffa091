package dev.styxcache.cli.endtoend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A user's shell in a directory of their own: runs the real launcher in real processes. */
final class Shell {

  private static final Path LAUNCHER = Path.of("../styxcache").toAbsolutePath().normalize();

  final Path home;
  final Path cache;
  private final Map<String, String> environment = new LinkedHashMap<>();

  Shell(Path home) {
    this.home = home;
    this.cache = home.resolve(".cache/styxcache");
  }

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** The result of a call; standard output in ISO 8859-1, one character for each byte. */
  record Result(int code, String latin1, String err) {

    byte[] stdout() {
      return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    String out() {
      return new String(stdout(), StandardCharsets.UTF_8);
    }
  }

  Path file(String name, String content) {
    try {
      Path file = home.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process start(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("STYXCACHE_"));
    variables.put("HOME", home.toString());
    variables.put("XDG_CACHE_HOME", home.resolve(".cache").toString());
    variables.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
    variables.putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process startStyxcache(String... arguments) {
    // A process that was started in the background ignores SIGINT, and so do all that it starts.
    List<String> command =
        new ArrayList<>(List.of("env", "--default-signal=INT,TERM", LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  static Result end(Process process) {
    try {
      process.getOutputStream().close();
      CompletableFuture<byte[]> err =
          CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
      byte[] out = read(process.getInputStream());
      int code = process.waitFor();
      return new Result(
          code,
          new String(out, StandardCharsets.ISO_8859_1),
          new String(err.join(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] read(InputStream stream) {
    try (stream) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      stream.transferTo(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Result styxcache(String... arguments) {
    return end(startStyxcache(arguments));
  }

  Result sh(String script) {
    return end(start(List.of("sh", "-c", script.replace("styxcache ", LAUNCHER + " "))));
  }

  /** All paths in a folder of the cache. */
  List<String> names(String folder) {
    Path path = cache.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> names = Files.list(path)) {
      return names.map(name -> name.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of entries. */
  long entries() {
    if (!Files.isDirectory(cache)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(cache)) {
      return all.filter(path -> path.endsWith(".styxcache.done")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
