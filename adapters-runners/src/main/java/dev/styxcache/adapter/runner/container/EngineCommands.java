package dev.styxcache.adapter.runner.container;

import java.util.List;
import java.util.Map;

/**
 * How an engine is made to run a container: arguments without the executable.
 *
 * @param create makes the container; empty where {@code run} does so
 * @param run runs it to its end, and hands its streams on
 * @param remove ends and removes it, in whatever state it is; empty where it ends with the process
 *     of {@code run}
 * @param variables what the engine's own environment has in addition
 */
public record EngineCommands(
    List<String> create, List<String> run, List<String> remove, Map<String, String> variables) {

  /** Copies the collections. */
  public EngineCommands {
    create = List.copyOf(create);
    run = List.copyOf(run);
    remove = List.copyOf(remove);
    variables = Map.copyOf(variables);
  }
}
