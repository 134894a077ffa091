package dev.styxcache.configuration;

import java.util.Map;

/**
 * The values of one source.
 *
 * @param values the settings that it sets
 * @param adapterTables the options of adapters that have a table of their own, such as {@code
 *     [store.shelf]} or {@code [runner.cluster]}, by the full name of the table
 */
record Layer(Map<Setting, Configured> values, Map<String, Map<String, Object>> adapterTables) {

  Layer {
    values = Map.copyOf(values);
    adapterTables = Map.copyOf(adapterTables);
  }
}
