package dev.styxcache.cli.wiring;

import dev.styxcache.application.api.InheritedVariables;
import dev.styxcache.cli.call.KeyOverrides;
import dev.styxcache.cli.context.LauncherFacts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The environment that a tool sees. The key is made of the same values: a variable that is part of
 * the key must not have another value for the tool.
 *
 * @param inherited the environment as the user has it
 * @param added variables that the tool is given, whatever it inherits
 * @param difference how what the tool inherits differs from the environment of this process
 */
public record ToolVariables(
    Map<String, String> inherited, Map<String, String> added, InheritedVariables difference) {

  /** Copies the collections. */
  public ToolVariables {
    inherited = Map.copyOf(inherited);
    added = Map.copyOf(added);
  }

  /**
   * Puts the environment together.
   *
   * @param inherited the environment as the user has it
   * @param configured what the configuration adds
   * @param overrides what a request gives in place of both
   * @return the environment
   */
  public static ToolVariables of(
      Map<String, String> inherited, Map<String, String> configured, KeyOverrides overrides) {
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
    return new ToolVariables(inherited, added, new InheritedVariables(withheld, restored));
  }

  /**
   * What the tool sees of a variable.
   *
   * @param name the variable
   * @return its value; nothing where it is not set
   */
  public Optional<String> find(String name) {
    if (added.containsKey(name)) {
      return Optional.ofNullable(added.get(name));
    }
    return difference.withheld().contains(name)
        ? Optional.empty()
        : Optional.ofNullable(inherited.get(name));
  }
}
