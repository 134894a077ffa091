package dev.styxcache.configuration;

import dev.styxcache.application.api.InvalidConfigurationException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Merges all sources of the configuration. The first source that sets a value wins: options,
 * environment variables, the explicit file ({@code --config}), the project's file, the user's file,
 * the defaults. A list or a table is one value, and is never merged.
 */
public final class ConfigurationLoader {

  private ConfigurationLoader() {}

  /**
   * Loads the configuration.
   *
   * @param places where to look
   * @param options the values that options set; empty for a caller without a command line
   * @param explicitFile the file that precedes the project's and the user's; relative to the
   *     working directory
   * @param adapterTables the tables that adapters on the class path may have, such as {@code
   *     store.shelf}; called only if a file has such a table
   * @return the configuration
   * @throws InvalidConfigurationException if any source is invalid, even in a value that another
   *     one overrides
   */
  public static Configuration load(
      Places places,
      Map<Setting, OptionValue> options,
      Optional<String> explicitFile,
      Supplier<Set<String>> adapterTables) {
    List<Layer> layers = new ArrayList<>();
    layers.add(optionLayer(places, options));
    layers.add(EnvironmentLayer.read(places));
    explicitFile.ifPresent(
        file -> layers.add(FileLayer.read(explicit(places, file), places, adapterTables)));
    List<Path> files = new ArrayList<>(List.of(places.projectFile()));
    places.userFile().ifPresent(files::add);
    for (Path file : files) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        layers.add(FileLayer.read(file, places, adapterTables));
      }
    }
    Map<Setting, Configured> values = new EnumMap<>(Setting.class);
    Map<String, Map<String, Object>> tables = new LinkedHashMap<>();
    for (Layer layer : layers) {
      layer.values().forEach(values::putIfAbsent);
      layer.adapterTables().forEach(tables::putIfAbsent);
    }
    Configuration.defaults(places).forEach(values::putIfAbsent);
    return new Configuration(values, tables);
  }

  /**
   * A value that an option gives.
   *
   * @param value the value as a text
   * @param option the option's name
   */
  public record OptionValue(String value, String option) {}

  private static Layer optionLayer(Places places, Map<Setting, OptionValue> options) {
    Map<Setting, Configured> values = new EnumMap<>(Setting.class);
    options.forEach(
        (setting, given) -> {
          try {
            values.put(
                setting,
                new Configured(
                    TextValues.read(setting, given.value(), places), "option " + given.option()));
          } catch (BadValueException e) {
            throw new InvalidConfigurationException(
                "option " + given.option() + ": " + e.getMessage(), e);
          }
        });
    return new Layer(values, Map.of());
  }

  private static Path explicit(Places places, String file) {
    try {
      return places.resolve(file, places.workingDirectory());
    } catch (BadValueException e) {
      throw new InvalidConfigurationException("option --config: " + e.getMessage(), e);
    }
  }
}
