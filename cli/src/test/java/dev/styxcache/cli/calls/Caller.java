package dev.styxcache.cli.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.styxcache.cli.Main;
import dev.styxcache.cli.context.Channel;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.context.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls the command line within this process, in a directory of its own. */
final class Caller {

  final Path work;
  final Path cache;
  private final Map<String, String> environment = new HashMap<>();

  Caller(Path directory) {
    this.work = directory.resolve("work");
    this.cache = directory.resolve("cache");
    environment.put("HOME", directory.toString());
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("STYXCACHE_CACHE_DIR", cache.toString());
    try {
      Files.createDirectories(work);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a call printed, and its exit code. */
  record Result(int code, String out, String err) {

    /** The first word of the last line: hit, miss, bypassed or degraded. */
    String status() {
      String line = err.lines().reduce("", (first, second) -> second);
      return line.replaceFirst("^styxcache: ", "").replaceFirst(" .*", "");
    }
  }

  Caller with(String variable, String value) {
    environment.put(variable, value);
    return this;
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

  Result call(String... arguments) {
    return call(new ByteArrayInputStream(new byte[0]), arguments);
  }

  Result call(InputStream input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            List.of(arguments),
            new Context(
                work,
                environment,
                input,
                new Channel(out, "standard output"),
                new Channel(err, "standard error"),
                Terminal.NONE));
    return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
