package dev.styxcache.adapter.runner.container;

import dev.styxcache.domain.key.ImageDigest;
import java.util.Optional;

/** What one container engine is like. Safe for use by many threads. */
public interface Engine {

  /**
   * What does not depend on the run.
   *
   * @return its names, questions and failures
   */
  EngineTraits traits();

  /**
   * The form that it knows an image by.
   *
   * @param tag the image as a wrapper or a user names it, not empty
   * @return what the engine is told
   */
  String imageReference(String tag);

  /**
   * Has a run use a certain image.
   *
   * @param tag the image as a wrapper or a user names it, not empty
   * @param digest what is in the key; nothing where the run goes past the cache
   * @return what the run uses
   */
  ImageBinding bind(String tag, Optional<ImageDigest> digest);

  /**
   * How a container is run.
   *
   * @param run the container
   * @return the arguments
   */
  EngineCommands commands(ContainerRun run);
}
