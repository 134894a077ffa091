package dev.styxcache.adapter.runner.container;

import java.util.List;

/**
 * The commands that run one container: arguments without the executable.
 *
 * @param create creates it; empty where {@code run} does so
 * @param run runs it to its end, and passes its streams on
 * @param remove kills and removes it, in whatever state it is; empty where it ends with the process
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
