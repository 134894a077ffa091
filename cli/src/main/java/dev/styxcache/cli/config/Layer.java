package dev.styxcache.cli.config;

import java.util.Map;

/**
 * What one source sets.
 *
 * @param values the settings that it sets
 * @param storeTables the settings of types of store that came as jars of their own, by type
 */
record Layer(Map<Setting, Configured> values, Map<String, Map<String, Object>> storeTables) {

  Layer {
    values = Map.copyOf(values);
    storeTables = Map.copyOf(storeTables);
  }
}
