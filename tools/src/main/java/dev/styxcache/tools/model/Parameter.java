package dev.styxcache.tools.model;

import dev.styxcache.domain.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A named parameter of a tool, or a member of an object that is one.
 *
 * @param name its key in a dictionary of parameters
 * @param type which values it takes
 * @param optional whether it may be left out
 * @param defaultValue the value where it is left out, as the descriptor gives it, or null. Used for
 *     the command line only where the parameter is not optional: the default of an optional one is
 *     what the tool does by itself.
 * @param docs what the descriptor says about it
 */
public record Parameter(
    String name, ParameterType type, boolean optional, @Nullable Json defaultValue, Docs docs) {

  /**
   * Whether a call without it is refused.
   *
   * @return true if it is not optional and has no default
   */
  public boolean required() {
    return !optional && defaultValue == null;
  }
}
