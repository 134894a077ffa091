package dev.styxcache.adapter.runner.container;

import java.util.List;

/**
 * How an engine is made to run a container: arguments without the executable.
 *
 * @param create makes the container; empty where {@code run} does so
 * @param run runs it to its end, and hands its streams on
 * @param remove ends and removes it, in whatever state it is; empty where it ends with the process
 *     of {@code run}
 */
public record EngineCommands(List<String> create, List<String> run, List<String> remove) {

  /** Copies the lists. */
  public EngineCommands {
    create = List.copyOf(create);
    run = List.copyOf(run);
    remove = List.copyOf(remove);
  }
}
