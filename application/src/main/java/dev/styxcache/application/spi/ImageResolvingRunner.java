package dev.styxcache.application.spi;

import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.Runner;

/**
 * A runner that can say what the tag of a container image stands for in its runs. The caching
 * runner asks it unless it is told to ask somebody else.
 */
public interface ImageResolvingRunner extends Runner {

  /**
   * Resolves the images that {@link #effectiveImage} gives: by asking the engine that will run
   * them, or, where no image is ever used, by taking the tag for what it says.
   *
   * @return the resolver, which keeps no answers
   */
  ImageDigestResolver imageDigests();
}
