package dev.styxcache.adapter.runner.container;

import java.util.List;

/**
 * What an engine is called, and what it can be asked.
 *
 * @param name its name
 * @param executables the executables that it may have, the likeliest first
 * @param version arguments that make it print its version, once all that it needs answers
 * @param inspectImage arguments that, followed by an image, make it print the image's id; empty
 *     where its images are files
 * @param pullImage arguments that, followed by an image, make it fetch the image; empty where it
 *     does so when it runs one
 * @param faults the kinds of its own failures, the most specific first
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
}
