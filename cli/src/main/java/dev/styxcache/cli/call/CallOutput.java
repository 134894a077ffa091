package dev.styxcache.cli.call;

import dev.styxcache.domain.manifest.PathPattern;
import java.util.Optional;

/**
 * An output of a call.
 *
 * @param name a path relative to the output directory
 * @param optional whether the tool can succeed without making it
 * @param pattern the name as a pattern, where it may be one; a file of just this name wins
 */
public record CallOutput(String name, boolean optional, Optional<PathPattern> pattern) {

  /**
   * An output whose name is no pattern.
   *
   * @param name a path relative to the output directory
   * @param optional whether the tool can succeed without making it
   */
  public CallOutput(String name, boolean optional) {
    this(name, optional, Optional.empty());
  }

  /**
   * An output whose name may be a pattern.
   *
   * @param name a path relative to the output directory, or a pattern
   * @param optional whether the tool can succeed without making it
   * @return the output
   */
  public static CallOutput nameOrPattern(String name, boolean optional) {
    return new CallOutput(
        name,
        optional,
        PathPattern.isPattern(name) ? Optional.of(new PathPattern(name)) : Optional.empty());
  }
}
