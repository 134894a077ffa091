package dev.styxcache.application.spi;

import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.RunnerSettings;

/**
 * Makes the image digest resolvers of one name. Found through {@link java.util.ServiceLoader}, so
 * that a new kind of resolver is a jar on the class path.
 */
public interface ImageDigestResolverProvider {

  /**
   * The name by which configuration asks for it.
   *
   * @return the name, such as {@code docker}
   */
  String name();

  /**
   * Makes a resolver.
   *
   * @param settings those of the runner beside which it works
   * @return the resolver, which keeps no answers
   * @throws IllegalArgumentException if a setting makes no sense for this kind of resolver; the
   *     message names it
   */
  ImageDigestResolver create(RunnerSettings settings);
}
