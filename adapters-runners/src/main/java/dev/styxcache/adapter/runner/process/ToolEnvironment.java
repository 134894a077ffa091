package dev.styxcache.adapter.runner.process;

import dev.styxcache.application.api.InheritedVariables;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The environment of the tools of a runner: that of this process, without the variables that are
 * withheld, and with further ones. Inherited variables are passed on byte for byte, whatever they
 * hold. Safe for use by many threads.
 */
public final class ToolEnvironment {

  private final Map<String, String> additions;
  private final Set<String> withheld;

  /**
   * With further variables.
   *
   * @param additions variables by name; they win over inherited ones
   * @throws IllegalArgumentException if one cannot be passed to a process; the message names it
   */
  public ToolEnvironment(Map<String, String> additions) {
    this(additions, InheritedVariables.all());
  }

  /**
   * With further variables, and without some.
   *
   * @param additions variables by name; they win over inherited ones
   * @param inherited how what is inherited differs from this process's environment
   * @throws IllegalArgumentException if one cannot be passed to a process; the message names it
   */
  public ToolEnvironment(Map<String, String> additions, InheritedVariables inherited) {
    Map<String, String> all = new HashMap<>(inherited.restored());
    all.putAll(additions);
    this.additions = Map.copyOf(all);
    this.withheld = inherited.withheld();
    requirePassable(this.additions);
  }

  /**
   * Looks up a variable as the tool sees it.
   *
   * @param name the variable
   * @return its value; empty where it is not set
   */
  public Optional<String> find(String name) {
    String added = additions.get(name);
    if (added != null) {
      return Optional.of(added);
    }
    return withheld.contains(name) ? Optional.empty() : Optional.ofNullable(System.getenv(name));
  }

  void applyTo(ProcessBuilder builder) {
    builder.environment().keySet().removeAll(withheld);
    builder.environment().putAll(additions);
  }

  /**
   * Checks that variables can be passed to a process.
   *
   * @param variables variables by name
   * @throws IllegalArgumentException if one cannot; the message names it
   */
  public static void requirePassable(Map<String, String> variables) {
    variables.forEach(ToolEnvironment::require);
  }

  private static void require(String name, String value) {
    if (name.isEmpty() || name.indexOf('=') >= 0) {
      throw new IllegalArgumentException(
          "environment variable '" + name + "': a name is not empty and has no '='");
    }
    ProcessText.findFault(name)
        .or(() -> ProcessText.findFault(value))
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException("environment variable '" + name + "' " + fault);
            });
  }
}
