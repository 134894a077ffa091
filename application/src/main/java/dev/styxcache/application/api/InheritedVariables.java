package dev.styxcache.application.api;

import java.util.Map;
import java.util.Set;

/**
 * How the environment of this process differs from what the processes that it starts inherit.
 *
 * @param withheld variables that they do not inherit
 * @param restored variables that they inherit with another value
 */
public record InheritedVariables(Set<String> withheld, Map<String, String> restored) {

  /** Copies the collections. */
  public InheritedVariables {
    withheld = Set.copyOf(withheld);
    restored = Map.copyOf(restored);
  }

  /**
   * The environment is inherited as it is.
   *
   * @return no difference
   */
  public static InheritedVariables all() {
    return new InheritedVariables(Set.of(), Map.of());
  }
}
