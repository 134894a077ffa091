package dev.styxcache.tools.model;

import dev.styxcache.domain.json.Json;
import java.util.List;
import java.util.Optional;

/** A rule of Boutiques over several parameters of a tool. */
public sealed interface Constraint {

  /**
   * Of some parameters at most one is given.
   *
   * @param group name of the group
   * @param members the parameters
   */
  record MutuallyExclusive(String group, List<String> members) implements Constraint {}

  /**
   * Of some parameters at least one is given.
   *
   * @param group name of the group
   * @param members the parameters
   */
  record OneRequired(String group, List<String> members) implements Constraint {}

  /**
   * Of some parameters either all are given or none.
   *
   * @param group name of the group
   * @param members the parameters
   */
  record AllOrNone(String group, List<String> members) implements Constraint {}

  /**
   * If a parameter is given, or has a certain value, others must be given.
   *
   * @param parameter the parameter
   * @param value the value, or nothing for any
   * @param others the others
   */
  record Requires(String parameter, Optional<Json> value, List<String> others)
      implements Constraint {}

  /**
   * If a parameter is given, or has a certain value, others must not be given.
   *
   * @param parameter the parameter
   * @param value the value, or nothing for any
   * @param others the others
   */
  record Disables(String parameter, Optional<Json> value, List<String> others)
      implements Constraint {}
}
