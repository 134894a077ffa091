package dev.styxcache.application.spi;

import dev.styxcache.application.api.Runner;
import java.util.List;
import java.util.Set;

/**
 * Creates runners of one kind. Found through {@link java.util.ServiceLoader}, so a jar on the class
 * path adds a kind of runner. Thread-safe.
 */
public interface RunnerProvider {

  /**
   * The name that configuration selects this kind by.
   *
   * @return the name, such as {@code local}
   */
  String name();

  /**
   * The general settings of the section {@code [runner]}, such as {@code environ}, that this kind
   * takes as options. Its own table {@code [runner.<name>]} is passed in any case, and wins.
   *
   * @return their names; none unless overridden
   */
  default Set<String> generalOptions() {
    return Set.of();
  }

  /**
   * Creates a runner. Starts nothing.
   *
   * @param settings the runner's settings
   * @return the runner
   * @throws IllegalArgumentException if an option is unknown or invalid; the message names it
   */
  Runner create(RunnerSettings settings);

  /**
   * Removes what runs left behind whose process was killed, and nothing else.
   *
   * @param settings the runner's settings
   * @return what was removed, for people; nothing by default
   * @throws IllegalArgumentException if an option is unknown or invalid
   * @throws dev.styxcache.application.api.StyxCacheException if something cannot be removed
   */
  default List<String> removeOrphans(RunnerSettings settings) {
    return List.of();
  }

  /**
   * Checks that this machine has what the runner needs.
   *
   * @param settings the runner's settings
   * @return what was found
   * @throws IllegalArgumentException if an option is unknown or invalid
   */
  default RunnerHealth check(RunnerSettings settings) {
    return new RunnerHealth.Ready("");
  }
}
