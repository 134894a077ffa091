package dev.styxcache.application.port;

/**
 * A runner that uses container images, and can say what the tag of one stands for. The caching
 * runner asks it unless it is told to ask somebody else.
 */
public interface ImageResolvingRunner extends Runner {

  /**
   * Resolves the images that {@link #effectiveImage} gives, by asking the engine that will run
   * them.
   *
   * @return the resolver, which keeps no answers
   */
  ImageDigestResolver imageDigests();
}
