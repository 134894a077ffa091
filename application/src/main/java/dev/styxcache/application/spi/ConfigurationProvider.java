package dev.styxcache.application.spi;

import java.nio.file.Path;

/**
 * Reads configuration files, and opens what they name. Found through {@link
 * java.util.ServiceLoader}: the format and its parser are no part of the application. Thread-safe.
 */
public interface ConfigurationProvider {

  /**
   * Reads a configuration.
   *
   * @param file the configuration file
   * @return the parts of the configured runner. Its remote store is open, and the caller closes it
   * @throws dev.styxcache.application.api.InvalidConfigurationException if the file cannot be read,
   *     a value is invalid, or an adapter is missing; the message names file and line
   * @throws dev.styxcache.application.api.CacheUnavailableException if the cache directory is not a
   *     directory
   */
  RunnerConfiguration read(Path file);
}
