package dev.styxcache.application.spi;

import java.util.Map;
import java.util.Set;

/**
 * How the environment of child processes differs from this process's.
 *
 * @param withheld names of variables that children do not inherit
 * @param restored variables that children get with another value
 */
public record InheritedVariables(Set<String> withheld, Map<String, String> restored) {

  /** Copies the collections. */
  public InheritedVariables {
    withheld = Set.copyOf(withheld);
    restored = Map.copyOf(restored);
  }

  /**
   * Children inherit the environment unchanged.
   *
   * @return no difference
   */
  public static InheritedVariables all() {
    return new InheritedVariables(Set.of(), Map.of());
  }
}
