package dev.styxcache.configuration;

import java.nio.file.Path;
import java.util.Map;

/** Reads TOML files that are no configuration. */
public final class TomlFile {

  private TomlFile() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its values: maps, lists, texts, numbers, truth values, dates and times
   * @throws dev.styxcache.application.api.InvalidConfigurationException if it cannot be read, or is
   *     not TOML; the message names file and line
   */
  public static Map<String, Object> read(Path file) {
    return TomlDocument.read(file).root();
  }
}
