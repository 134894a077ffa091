package dev.styxcache.adapter.runner.container;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A kind of failure of an engine.
 *
 * @param said what the engine says then
 * @param what what it means
 * @param nextStep what to do; {@code IMAGE} in it stands for the image
 */
public record EngineFault(Pattern said, String what, String nextStep) {

  /**
   * Makes a kind.
   *
   * @param said what the engine says then, as a regular expression, in whatever case
   * @param what what it means
   * @param nextStep what to do; {@code IMAGE} in it stands for the image
   * @return the kind
   */
  public static EngineFault of(String said, String what, String nextStep) {
    return new EngineFault(Pattern.compile(said, Pattern.CASE_INSENSITIVE), what, nextStep);
  }

  /**
   * Says what went wrong.
   *
   * @param engine the engine's name
   * @param faults the kinds that there are
   * @param said the last lines of what it said
   * @param image the image as the engine was told it
   * @return what went wrong and the next step, for people
   */
  public static String describe(
      String engine, List<EngineFault> faults, List<String> said, String image) {
    String text = String.join("\n", said).strip();
    for (EngineFault fault : faults) {
      if (fault.said.matcher(text).find()) {
        return engine
            + ": "
            + fault.what.replace("IMAGE", image)
            + "; "
            + fault.nextStep.replace("IMAGE", image)
            + ". It says: "
            + text;
      }
    }
    return engine
        + " could not run a container of the image "
        + image
        + (text.isEmpty() ? ", and says nothing of why" : ". It says: " + text);
  }
}
