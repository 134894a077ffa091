package dev.styxcache.application.spi;

import java.nio.file.Path;
import java.util.Map;

/**
 * Which store is to be opened.
 *
 * @param directory the cache directory
 * @param options the settings of this type of store, as configuration gives them below its name
 * @param hasher digests what the store takes in and gives out
 */
public record StoreSettings(Path directory, Map<String, Object> options, ContentHasher hasher) {

  /** Copies the options. */
  public StoreSettings {
    options = Map.copyOf(options);
  }
}
