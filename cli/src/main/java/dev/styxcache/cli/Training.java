package dev.styxcache.cli;

import dev.styxcache.cli.context.Channel;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.context.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The training run for class-data sharing, which the launcher does once for each Java: typical
 * commands, so that their classes are loaded and archived. Prints nothing, and writes only to a
 * scratch directory.
 */
final class Training {

  private static final String CONFIGURATION =
      """
      [cache]
      dir = "cache"
      [runner]
      environ = { OMP_NUM_THREADS = "1" }
      [policy]
      env_allowlist = ["OMP_NUM_THREADS"]
      """;

  private static final String REQUEST =
      """
      {"metadata": {"id": "1", "name": "true", "package": "training"},
       "inputs": [{"path": "input"}],
       "params": {"file": "input", "number": 0.5, "list": [1, true, null]},
       "command": ["true", {"input": 0}], "outputs": [{"path": "out", "optional": true}]}
      """;

  private static final String DESCRIPTOR =
      """
      {"name": "copy", "command-line": "cp [FILES] [NUMBER] [FLAG] [CHOICE] [OUT]",
       "inputs": [
         {"id": "files", "type": "File", "list": true, "value-key": "[FILES]"},
         {"id": "number", "type": "Number", "optional": true, "value-key": "[NUMBER]",
          "minimum": 0, "maximum": 1, "command-line-flag": "--suffix=",
          "command-line-flag-separator": ""},
         {"id": "flag", "type": "Flag", "value-key": "[FLAG]", "command-line-flag": "-f"},
         {"id": "choice", "type": "String", "value-choices": ["a", "b"], "optional": true,
          "value-key": "[CHOICE]", "command-line-flag": "--suffix=",
          "command-line-flag-separator": ""},
         {"id": "out", "type": "String", "value-key": "[OUT]", "default-value": "copied"}],
       "output-files": [
         {"id": "copied", "path-template": "[OUT]"},
         {"id": "other", "path-template": "[OUT].txt", "optional": true}]}
      """;

  private static final int LARGE_BYTES = 3 << 20;

  private final Path scratch;

  private Training(Path scratch) {
    this.scratch = scratch;
  }

  /**
   * Calls the commands.
   *
   * @param scratch an existing, empty directory
   * @throws IOException if it cannot be written to
   */
  static void run(Path scratch) throws IOException {
    new Training(scratch.toAbsolutePath()).run();
  }

  private void run() throws IOException {
    Files.writeString(scratch.resolve("input"), "input");
    Files.createDirectory(scratch.resolve("tree"));
    Files.writeString(scratch.resolve("tree").resolve("a"), "a");
    // First without a configuration file, as most runs are.
    Map<String, String> plain = Map.of("STYXCACHE_CACHE_DIR", "cache");
    String shell = "echo out; echo err >&2; echo made > made";
    for (int i = 0; i < 2; i++) {
      command(
          plain, "run", "-i", "input", "-i", "T=tree", "-o", "made", "-p", "n=[1]", "--", "sh",
          "-c", shell, "input", "{T}");
      command(plain, "run", "--json", "--", "sh", "-c", "exit " + i);
    }
    catalog();
    for (int i = 0; i < 2; i++) {
      command(
          plain,
          "tool",
          "--catalog",
          "catalog",
          "train/copy",
          "--files",
          "input",
          "--number=0.5",
          "--flag",
          "--choice",
          "a");
      command(plain, "tool", "--catalog", "catalog.zip", "train/copy", "--files", "input");
      command(plain, "tool", "--json", "catalog/train/1/copy/boutiques.json", "--files", "input");
    }
    Files.writeString(scratch.resolve("styxcache.toml"), CONFIGURATION);
    for (String name : List.of("run", "key")) {
      command(Map.of(), name, "--request", "-");
    }
    command(Map.of(), "key", "--", "true");
    command(Map.of(), "hash", "input", "tree", "missing");
    // Large enough for native code, and for all lanes of the plain kernel.
    Files.write(scratch.resolve("large"), new byte[LARGE_BYTES]);
    for (String implementation : List.of("plain", "auto")) {
      command(Map.of("STYXCACHE_HASH_IMPLEMENTATION", implementation), "hash", "large");
    }
    command(Map.of(), "ls");
    command(Map.of(), "ls", "--json");
    command(Map.of(), "show", "0");
    command(Map.of(), "config");
    command(Map.of(), "run", "--help");
    command(Map.of(), "run", "--wrong");
  }

  private void catalog() throws IOException {
    Path tool = Files.createDirectories(scratch.resolve("catalog/train/1/copy"));
    Files.writeString(tool.resolve("boutiques.json"), DESCRIPTOR);
    Files.writeString(
        tool.resolve("app.json"),
        "{\"source\":{\"type\":\"boutiques\",\"path\":\"boutiques.json\"}}");
    Path version = scratch.resolve("catalog/train/1/version.json");
    Files.writeString(version, "{\"container\":\"train:1\"}");
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(scratch.resolve("catalog.zip")))) {
      zip.putNextEntry(new ZipEntry("train/1/copy/boutiques.json"));
      zip.write(Files.readAllBytes(tool.resolve("boutiques.json")));
      zip.closeEntry();
    }
  }

  private void command(Map<String, String> variables, String... arguments) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("HOME", scratch.toString());
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    Main.run(
        List.of(arguments),
        new Context(
            scratch,
            environment,
            new ByteArrayInputStream(REQUEST.getBytes(StandardCharsets.UTF_8)),
            new Channel(OutputStream.nullOutputStream(), "standard output"),
            new Channel(OutputStream.nullOutputStream(), "standard error"),
            Terminal.NONE));
  }
}
