package dev.styxcache.configuration;

import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.domain.text.NearestName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads settings from a configuration file. For one file. */
final class FileLayer {

  private final Path file;
  private final Places places;
  private final Supplier<Set<String>> adapterTables;
  private final TomlPositions positions;
  private final Map<Setting, Configured> values = new EnumMap<>(Setting.class);
  private final Map<String, Map<String, Object>> tables = new LinkedHashMap<>();

  private FileLayer(
      Path file, Places places, Supplier<Set<String>> adapterTables, TomlPositions positions) {
    this.file = file;
    this.places = places;
    this.adapterTables = adapterTables;
    this.positions = positions;
  }

  /**
   * Reads a file.
   *
   * @param file the file, absolute
   * @param places resolves paths in it
   * @param adapterTables the tables that adapters on the class path may have
   * @return its values
   * @throws InvalidConfigurationException if it cannot be read, or has an unknown key or an invalid
   *     value
   */
  static Layer read(Path file, Places places, Supplier<Set<String>> adapterTables) {
    TomlDocument document = TomlDocument.read(file);
    FileLayer reader = new FileLayer(file, places, adapterTables, document.positions());
    reader.table(List.of(), document.root());
    return new Layer(reader.values, reader.tables);
  }

  private void table(List<String> path, Map<?, ?> members) {
    for (Map.Entry<?, ?> member : members.entrySet()) {
      List<String> memberPath = new ArrayList<>(path);
      memberPath.add(String.valueOf(member.getKey()));
      member(memberPath, member.getValue());
    }
  }

  private void member(List<String> path, Object value) {
    String fullName = String.join(".", path);
    boolean plain = path.stream().noneMatch(segment -> segment.indexOf('.') >= 0);
    Optional<Setting> setting = plain ? Setting.named(fullName) : Optional.empty();
    if (setting.isPresent()) {
      values.put(setting.get(), new Configured(checked(setting.get(), value, path), origin(path)));
    } else if (plain && Setting.sections().contains(fullName)) {
      if (!(value instanceof Map<?, ?> members)) {
        throw wrong(path, fullName + " is a table and has no value; write [" + fullName + "]");
      }
      table(path, members);
    } else if (path.size() == 2
        && value instanceof Map<?, ?> table
        && adapterTables.get().contains(fullName)) {
      tables.put(fullName, options(table));
    } else if (CredentialNames.matches(path.get(path.size() - 1))) {
      throw wrong(
          path,
          fullName
              + " looks like a credential, and none is read from a file; "
              + CredentialNames.NEXT_STEP);
    } else if (path.size() == 2
        && value instanceof Map<?, ?>
        && (path.get(0).equals("store") || path.get(0).equals("runner"))) {
      throw wrong(
          path,
          "the table ["
              + fullName
              + "] is for a "
              + path.get(0)
              + " named \""
              + path.get(1)
              + "\", and there is none; add its jar, such as by STYXCACHE_PLUGINS"
              + suggestion(path, true));
    } else {
      throw wrong(
          path, "unknown key \"" + fullName + "\"" + suggestion(path, value instanceof Map<?, ?>));
    }
  }

  private static Map<String, Object> options(Map<?, ?> table) {
    Map<String, Object> options = new LinkedHashMap<>();
    table.forEach((name, value) -> options.put(String.valueOf(name), value));
    return options;
  }

  private Object checked(Setting setting, Object value, List<String> path) {
    try {
      return places.resolve(setting, ValueRules.check(setting, value), base(setting));
    } catch (BadValueException e) {
      throw wrong(path, String.valueOf(e.getMessage()));
    }
  }

  /**
   * A relative cache directory starts from the file's folder, wherever the file is used from. The
   * outputs of runs start from the working directory, as in Styx.
   */
  private Path base(Setting setting) {
    Path folder = file.getParent();
    return setting == Setting.RUNNER_DATA_DIR || folder == null
        ? places.workingDirectory()
        : folder;
  }

  private String suggestion(List<String> path, boolean isTable) {
    Set<String> names = new LinkedHashSet<>();
    if (isTable) {
      names.addAll(Setting.sections());
      names.addAll(adapterTables.get());
    }
    if (path.size() > 1 || !isTable) {
      for (Setting setting : Setting.values()) {
        names.add(setting.fullName());
      }
    }
    if (path.size() == 1) {
      // A key that was written above its table, or without one.
      for (Setting setting : Setting.values()) {
        if (setting.key().equals(path.get(0))) {
          return "; the nearest valid name is \"" + setting.fullName() + "\"";
        }
      }
    }
    return NearestName.of(String.join(".", path), names)
        .map(name -> "; the nearest valid name is \"" + name + "\"")
        .orElse("");
  }

  private String origin(List<String> path) {
    return file + positions.lineOf(path).map(line -> ":" + line).orElse("");
  }

  private InvalidConfigurationException wrong(List<String> path, String what) {
    return new InvalidConfigurationException(
        file + positions.lineOf(path).map(line -> ", line " + line).orElse("") + ": " + what);
  }
}
