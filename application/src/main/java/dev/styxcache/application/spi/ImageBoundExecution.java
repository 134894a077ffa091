package dev.styxcache.application.spi;

import dev.styxcache.application.api.Execution;
import dev.styxcache.domain.key.ImageDigest;
import java.util.Optional;

/**
 * An execution that can be pinned to one image. A tag can move to another image after its digest
 * entered the key; outputs of that other image must not be stored under the key.
 */
public interface ImageBoundExecution extends Execution {

  /**
   * Pins the run to the image with a digest. A digest that names no image of this engine, such as
   * that of a trusted tag, has no effect. Called before {@link #run}.
   *
   * @param digest the digest in the key
   */
  void bindImage(ImageDigest digest);

  /**
   * Why the outputs may not be those of the key: the run may have used another image, or part of
   * the tool was killed unseen. Called after {@link #run}.
   *
   * @return the reason, for people, as the first half of a sentence; empty where there is none
   */
  Optional<String> whyUnfit();
}
