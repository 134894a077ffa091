package dev.styxcache.adapter.runner.podman;

import dev.styxcache.adapter.runner.process.ToolEnvironment;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of podman, {@code containers.conf}. Variables, mounts, devices and hooks in it reach
 * every container and are in no key; so a run gets a copy without them. Podman can be given one
 * file in the place of all others, so the copy is of all of them together, the later ones winning
 * key by key as with podman.
 */
final class ContainersConf {

  private static final String FILE = "CONTAINERS_CONF";
  private static final String NAME = "containers.conf";

  /** What reaches containers, by its table and key. */
  private static final Set<String> WITHHELD =
      Set.of(
          "containers.env",
          "containers.env_host",
          "containers.volumes",
          "containers.mounts",
          "containers.devices",
          "containers.tz",
          "engine.hooks_dir");

  /** The texts of the values, by key, by table. */
  private final Map<String, Map<String, String>> tables = new LinkedHashMap<>();

  private boolean hasWithheld;

  private ContainersConf() {}

  /**
   * Makes the copy, where there is something to withhold.
   *
   * @param folder an empty directory
   * @param environment the client's environment
   * @return variables for the client; none where the user's own settings can be used
   * @throws IOException if they cannot be read or copied
   */
  static Map<String, String> withoutWhatReachesContainers(Path folder, ToolEnvironment environment)
      throws IOException {
    ContainersConf merged = new ContainersConf();
    for (Path file : files(environment)) {
      if (Files.isReadable(file)) {
        merged.add(file);
      }
    }
    if (!merged.hasWithheld) {
      return Map.of();
    }
    Path copy = folder.resolve(NAME);
    Files.write(copy, merged.lines());
    return Map.of(FILE, copy.toString());
  }

  /** The files that podman reads, in its order. */
  private static List<Path> files(ToolEnvironment environment) throws IOException {
    Optional<String> only = environment.find(FILE).filter(path -> !path.isEmpty());
    if (only.isPresent()) {
      return List.of(Path.of(only.get()));
    }
    List<Path> files = new ArrayList<>();
    files.add(Path.of("/usr/share/containers", NAME));
    addWithFolder(files, Path.of("/etc/containers", NAME));
    Path settings =
        Path.of(
            environment
                .find("XDG_CONFIG_HOME")
                .orElseGet(() -> environment.find("HOME").orElse("/") + "/.config"));
    // Podman of the administrator leaves these out; more is withheld than need be then.
    addWithFolder(files, settings.resolve("containers").resolve(NAME));
    return files;
  }

  private static void addWithFolder(List<Path> files, Path file) throws IOException {
    files.add(file);
    Path folder = Path.of(file + ".d");
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> more = Files.newDirectoryStream(folder, "*.conf")) {
        TreeSet<Path> sorted = new TreeSet<>();
        more.forEach(sorted::add);
        files.addAll(sorted);
      }
    }
  }

  private void add(Path file) throws IOException {
    String table = "";
    StringBuilder entry = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      String text = line.strip();
      if (entry.isEmpty() && (text.isEmpty() || text.startsWith("#"))) {
        continue;
      } else if (entry.isEmpty() && text.startsWith("[")) {
        int end = text.indexOf(']');
        table = end < 0 ? text : text.substring(1, end).strip();
        continue;
      }
      entry.append(entry.isEmpty() ? "" : "\n").append(line);
      if (isWhole(entry)) {
        int equals = entry.indexOf("=");
        if (equals > 0) {
          put(table, entry.substring(0, equals).strip(), entry.substring(equals + 1).strip());
        }
        entry.setLength(0);
      }
    }
  }

  private void put(String table, String key, String value) {
    if (WITHHELD.contains(table + "." + key.replace("\"", ""))) {
      hasWithheld = true;
    } else {
      tables.computeIfAbsent(table, name -> new LinkedHashMap<>()).put(key, value);
    }
  }

  /** Whether no string, array or inline table of TOML is open at the end of a text. */
  private static boolean isWhole(CharSequence text) {
    String string = "";
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!string.isEmpty()) {
        if (c == '\\' && string.charAt(0) == '"') {
          i++;
        } else if (startsWith(text, i, string)) {
          i += string.length() - 1;
          string = "";
        }
      } else if (c == '"' || c == '\'') {
        string = String.valueOf(c).repeat(startsWith(text, i, String.valueOf(c).repeat(3)) ? 3 : 1);
        i += string.length() - 1;
      } else if (c == '#') {
        while (i < text.length() && text.charAt(i) != '\n') {
          i++;
        }
      } else if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth--;
      }
    }
    return string.isEmpty() && depth <= 0;
  }

  private static boolean startsWith(CharSequence text, int from, String start) {
    return text.subSequence(from, Math.min(text.length(), from + start.length()))
        .toString()
        .equals(start);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    tables.forEach(
        (table, values) -> {
          if (!table.isEmpty()) {
            lines.add("[" + table + "]");
          }
          values.forEach((key, value) -> lines.add(key + " = " + value));
        });
    return lines;
  }
}
