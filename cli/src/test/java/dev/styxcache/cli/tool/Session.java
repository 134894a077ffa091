package dev.styxcache.cli.tool;

import dev.styxcache.cli.Main;
import dev.styxcache.cli.context.Channel;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.context.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls of the command line within this process, in a directory of their own. */
public final class Session {

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";

  public Session(Path directory) {
    this.directory = directory;
    environment.put("HOME", directory.resolve("home").toString());
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("STYXCACHE_CACHE_DIR", directory.resolve("cache").toString());
  }

  /** Sets a variable of the environment. */
  public void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** What a call left. */
  public record Result(int code, String output, String error) {}

  public Session input(String text) {
    input = text;
    return this;
  }

  public Result call(String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    int code =
        Main.run(
            List.of(arguments),
            new Context(
                directory,
                environment,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new Channel(output, "standard output"),
                new Channel(error, "standard error"),
                Terminal.NONE));
    return new Result(
        code, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }
}
