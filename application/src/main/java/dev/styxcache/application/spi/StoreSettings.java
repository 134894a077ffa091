package dev.styxcache.application.spi;

import java.nio.file.Path;
import java.util.Map;

/**
 * The settings of a local store.
 *
 * @param directory the cache directory
 * @param options the settings of this type of store, from its configuration table
 * @param hasher digests the contents of entries that are written, imported or checked
 */
public record StoreSettings(Path directory, Map<String, Object> options, ContentHasher hasher) {

  /** Copies the options. */
  public StoreSettings {
    options = Map.copyOf(options);
  }
}
