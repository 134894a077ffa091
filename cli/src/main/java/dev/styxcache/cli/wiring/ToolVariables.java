package dev.styxcache.cli.wiring;

import dev.styxcache.application.api.InheritedVariables;
import dev.styxcache.cli.call.KeyOverrides;
import dev.styxcache.cli.context.LauncherFacts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The environment of a tool, relative to this process's.
 *
 * @param added variables that the tool is given, whatever it inherits
 * @param difference how what the tool inherits differs from the environment of this process
 */
public record ToolVariables(Map<String, String> added, InheritedVariables difference) {

  /** Copies the collections. */
  public ToolVariables {
    added = Map.copyOf(added);
  }

  /**
   * Puts the environment together.
   *
   * @param configured what the configuration adds
   * @param overrides what a request gives in place of both
   * @return the environment
   */
  public static ToolVariables of(Map<String, String> configured, KeyOverrides overrides) {
    Map<String, String> added = new HashMap<>(configured);
    Map<String, String> restored = new HashMap<>(LauncherFacts.changed());
    Set<String> withheld = new HashSet<>(LauncherFacts.added());
    overrides
        .env()
        .orElse(Map.of())
        .forEach(
            (name, value) -> {
              if (value.isPresent()) {
                added.put(name, value.get());
              } else {
                added.remove(name);
                restored.remove(name);
                withheld.add(name);
              }
            });
    return new ToolVariables(added, new InheritedVariables(withheld, restored));
  }
}
