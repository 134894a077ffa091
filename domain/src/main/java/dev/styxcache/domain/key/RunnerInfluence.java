package dev.styxcache.domain.key;

import java.util.List;
import java.util.Map;

/**
 * What a runner adds to its tools' runs beside what the caller declares. All of it is part of the
 * key, where there is any.
 *
 * @param environ variables that the runner sets for the tool, by name; not those that the tool
 *     merely inherits from the caller
 * @param arguments further arguments of the engine that runs the tool, in order
 */
public record RunnerInfluence(Map<String, String> environ, List<String> arguments) {

  /** Nothing: the key is that of Python's {@code styxcache}. */
  public static final RunnerInfluence NONE = new RunnerInfluence(Map.of(), List.of());

  /** Copies the collections. */
  public RunnerInfluence {
    environ = Map.copyOf(environ);
    arguments = List.copyOf(arguments);
  }
}
