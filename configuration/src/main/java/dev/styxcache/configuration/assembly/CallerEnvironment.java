package dev.styxcache.configuration.assembly;

import dev.styxcache.application.spi.InheritedVariables;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a runner's tools get from their caller.
 *
 * @param workingDirectory where relative paths start, absolute
 * @param inherited how the tools' environment differs from this process's
 * @param overrides variables that win over those and over the configuration; an empty value unsets
 *     the variable
 */
public record CallerEnvironment(
    Path workingDirectory, InheritedVariables inherited, Map<String, Optional<String>> overrides) {

  /** Copies the overrides. */
  public CallerEnvironment {
    overrides = Map.copyOf(overrides);
  }
}
