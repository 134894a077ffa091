package dev.styxcache.application.spi;

import dev.styxcache.application.api.DigestCacheSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a runner, as configuration gives them.
 *
 * @param workingDirectory the directory that relative paths of inputs and executables start from
 * @param dataDirectory where runs that bypass the cache create their output directories
 * @param inherited how the environment of tools and engines differs from this process's
 * @param options the settings of this kind of runner, as configuration has them; {@link Options}
 *     reads them
 * @param digestCache where digests of images are remembered beside those of inputs; empty for
 *     nowhere
 */
public record RunnerSettings(
    Path workingDirectory,
    Path dataDirectory,
    InheritedVariables inherited,
    Map<String, Object> options,
    Optional<DigestCacheSettings> digestCache) {

  /** Copies the options. */
  public RunnerSettings {
    options = Map.copyOf(options);
  }

  /**
   * With the default digest cache.
   *
   * @param workingDirectory the directory that relative paths of inputs and executables start from
   * @param dataDirectory where runs that bypass the cache create their output directories
   * @param inherited how the environment of tools and engines differs from this process's
   * @param options the settings of this kind of runner
   */
  public RunnerSettings(
      Path workingDirectory,
      Path dataDirectory,
      InheritedVariables inherited,
      Map<String, Object> options) {
    this(
        workingDirectory,
        dataDirectory,
        inherited,
        options,
        Optional.of(DigestCacheSettings.defaults()));
  }

  /**
   * The default settings: relative paths start from the process's working directory, and output
   * directories are created in {@code styx_tmp} below it, as in Styx.
   *
   * @return settings without options
   */
  public static RunnerSettings defaults() {
    Path here = Path.of("").toAbsolutePath();
    return new RunnerSettings(here, here.resolve("styx_tmp"), InheritedVariables.all(), Map.of());
  }
}
