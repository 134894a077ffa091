package dev.styxcache.adapter.runner.container;

import java.util.regex.Pattern;

/**
 * A known failure of a container engine.
 *
 * @param said what the engine prints, in any case
 * @param what what it means; {@code IMAGE} in it stands for the image
 * @param nextStep what to do; {@code IMAGE} in it stands for the image
 */
public record EngineFault(Pattern said, String what, String nextStep) {

  /**
   * Describes a failure.
   *
   * @param said what the engine prints, as a regular expression
   * @param what what it means
   * @param nextStep what to do
   * @return the failure
   */
  public static EngineFault of(String said, String what, String nextStep) {
    return new EngineFault(Pattern.compile(said, Pattern.CASE_INSENSITIVE), what, nextStep);
  }
}
