package dev.styxcache.adapter.runner.container;

import dev.styxcache.domain.key.ImageDigest;
import java.util.Optional;

/** What differs from one container engine to another. Thread-safe. */
public interface Engine {

  /**
   * What does not depend on the run.
   *
   * @return names, commands and failures
   */
  EngineTraits traits();

  /**
   * The name of an image in the engine's form.
   *
   * @param tag the image as a wrapper or a user names it, not empty
   * @return such as {@code docker.io/lab/tool:1.0}
   */
  String imageReference(String tag);

  /**
   * Pins a run to an image.
   *
   * @param tag the image as a wrapper or a user names it, not empty
   * @param digest the digest in the key; empty for a run that bypasses the cache
   * @return what the run uses
   */
  ImageBinding bind(String tag, Optional<ImageDigest> digest);

  /**
   * The commands that run a container.
   *
   * @param run the container
   * @return the arguments
   */
  EngineCommands commands(ContainerRun run);
}
