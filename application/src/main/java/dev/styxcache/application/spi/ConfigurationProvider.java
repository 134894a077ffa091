package dev.styxcache.application.spi;

import java.nio.file.Path;

/**
 * Reads configuration files and opens the stores and runners that they name. Found through {@link
 * java.util.ServiceLoader}, so the application does not depend on the format or its parser.
 * Thread-safe.
 */
public interface ConfigurationProvider {

  /**
   * Reads a configuration.
   *
   * @param file the configuration file
   * @return the parts of the configured runner; its remote store is open, and the caller must close
   *     it
   * @throws dev.styxcache.application.api.InvalidConfigurationException if the file cannot be read,
   *     a value is invalid, or an adapter is missing; the message names file and line
   * @throws dev.styxcache.application.api.CacheUnavailableException if the cache directory is not a
   *     directory
   */
  RunnerConfiguration read(Path file);
}
