package dev.styxcache.application.api;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the containers of a runner are to be. By default nothing is fetched, and nothing is limited.
 *
 * @param pull what is done about an image that is not there
 * @param network what the tool can reach
 * @param memory how much memory the tool may use: a whole number of bytes, or of {@code k}, {@code
 *     m} or {@code g} of 1024, 1024² or 1024³ bytes; no limit where it is empty
 * @param cpus how many processors the tool may use, such as {@code 2} or {@code 0.5}; no limit
 *     where it is empty
 */
public record ContainerSettings(
    Pull pull, Network network, Optional<String> memory, Optional<String> cpus) {

  /** Apart, as most runs have no limits, and patterns are slow at their first use. */
  private static final class Limits {
    static final Pattern MEMORY = Pattern.compile("[1-9][0-9]{0,17}[bkmgBKMG]?");
    static final Pattern CPUS = Pattern.compile("(?=.*[1-9])[0-9]{1,5}(\\.[0-9]{1,3})?");
  }

  /** What is done about an image that is not there. */
  public enum Pull {
    /** Nothing is fetched; the run is an error that says how to fetch it. */
    NEVER,
    /** The engine fetches it. */
    MISSING
  }

  /** What a tool in a container can reach. */
  public enum Network {
    /** Whatever the engine lets it. */
    USUAL,
    /** Nothing but itself. */
    NONE
  }

  /** Checks the limits. */
  public ContainerSettings {
    memory.ifPresent(
        text -> require("memory", text, Limits.MEMORY, "a number of bytes, such as 512m or 4g"));
    cpus.ifPresent(text -> require("cpus", text, Limits.CPUS, "a number, such as 2 or 0.5"));
  }

  private static void require(String name, String text, Pattern pattern, String form) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "the limit " + name + " is \"" + text + "\"; give " + form);
    }
  }

  /**
   * The usual settings.
   *
   * @return nothing is fetched, and nothing is limited
   */
  public static ContainerSettings defaults() {
    return new ContainerSettings(Pull.NEVER, Network.USUAL, Optional.empty(), Optional.empty());
  }
}
