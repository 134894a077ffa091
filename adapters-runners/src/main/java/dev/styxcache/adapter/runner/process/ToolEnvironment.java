package dev.styxcache.adapter.runner.process;

import dev.styxcache.application.spi.InheritedVariables;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The environment of a runner's tools: this process's, without withheld variables and with further
 * ones. Inherited variables are passed on byte for byte. Thread-safe.
 */
public final class ToolEnvironment {

  private final Map<String, String> additions;
  private final Set<String> withheld;

  /**
   * Relative to this process's environment.
   *
   * @param additions variables by name; they win over inherited ones
   * @param inherited which variables children do not inherit, or get with another value
   * @throws IllegalArgumentException if one cannot be passed to a process; the message names it
   */
  public ToolEnvironment(Map<String, String> additions, InheritedVariables inherited) {
    Map<String, String> all = new HashMap<>(inherited.restored());
    all.putAll(additions);
    this.additions = Map.copyOf(all);
    this.withheld = inherited.withheld();
    this.additions.forEach(ToolEnvironment::require);
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
    return withheld.contains(name)
        ? Optional.empty()
        : Optional.ofNullable(new ProcessBuilder().environment().get(name));
  }

  /**
   * The same environment with one more variable.
   *
   * @param name the variable
   * @param value its value, which wins over an inherited one
   * @return the environment
   */
  public ToolEnvironment with(String name, String value) {
    Map<String, String> more = new HashMap<>(additions);
    more.put(name, value);
    return new ToolEnvironment(more, new InheritedVariables(withheld, Map.of()));
  }

  /**
   * The names of all variables that the tool sees.
   *
   * @return a copy
   */
  public Set<String> names() {
    Set<String> names = new HashSet<>(new ProcessBuilder().environment().keySet());
    names.removeAll(withheld);
    names.addAll(additions.keySet());
    return names;
  }

  void applyTo(ProcessBuilder builder) {
    builder.environment().keySet().removeAll(withheld);
    builder.environment().putAll(additions);
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
