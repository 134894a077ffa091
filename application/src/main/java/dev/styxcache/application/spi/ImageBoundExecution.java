package dev.styxcache.application.spi;

import dev.styxcache.application.api.Execution;
import dev.styxcache.domain.key.ImageDigest;
import java.util.Optional;

/**
 * An execution that can be held to one image. A tag may be moved to another image after its digest
 * has entered the key; outputs of that other image must not be stored under the key.
 */
public interface ImageBoundExecution extends Execution {

  /**
   * Has the run use the image that a digest stands for, and no other. A digest that names no image
   * of this engine, such as that of a tag that is trusted, changes nothing. To be called before
   * {@link #run}.
   *
   * @param digest what is in the key
   */
  void bindImage(ImageDigest digest);

  /**
   * Whether the image that ran may have been another one. To be called when {@link #run} has
   * returned.
   *
   * @return why, for people; nothing where the run used the image that it was bound to, or was not
   *     bound
   */
  Optional<String> findImageChange();
}
