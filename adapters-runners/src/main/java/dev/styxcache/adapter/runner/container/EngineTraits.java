package dev.styxcache.adapter.runner.container;

import java.util.List;

/**
 * The names, commands and error messages of a container engine.
 *
 * @param name its name
 * @param executables the names of its executable, the likeliest first
 * @param version arguments that make it print its version, once all that it needs answers
 * @param inspectImage arguments that, followed by an image, make it print the image's id; empty
 *     where images are files
 * @param pullImage arguments that, followed by an image, make it fetch the image; empty where it
 *     does so when it runs one
 * @param faults its own failures, the most specific first
 */
public record EngineTraits(
    String name,
    List<String> executables,
    List<String> version,
    List<String> inspectImage,
    List<String> pullImage,
    List<EngineFault> faults) {

  /** Copies the lists. */
  public EngineTraits {
    executables = List.copyOf(executables);
    version = List.copyOf(version);
    inspectImage = List.copyOf(inspectImage);
    pullImage = List.copyOf(pullImage);
    faults = List.copyOf(faults);
  }

  /**
   * Describes a failure of the engine.
   *
   * @param said the last lines of its standard error
   * @param image the image, in the engine's form
   * @return what went wrong and the next step, for people
   */
  public String describe(List<String> said, String image) {
    String text = String.join("\n", said).strip();
    for (EngineFault fault : faults) {
      if (fault.said().matcher(text).find()) {
        return (name + ": " + fault.what() + "; " + fault.nextStep()).replace("IMAGE", image)
            + ". It says: "
            + text;
      }
    }
    return name
        + " could not run a container of the image "
        + image
        + (text.isEmpty() ? ", and says nothing of why" : ". It says: " + text);
  }
}
