package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.spi.ImageDigestResolverProvider;

/** Makes resolvers of image files, under the name {@code singularity}. */
public final class SingularityDigestsProvider implements ImageDigestResolverProvider {

  /** For {@link java.util.ServiceLoader}. */
  public SingularityDigestsProvider() {}

  @Override
  public String name() {
    return "singularity";
  }

  @Override
  public ImageDigestResolver create(RunnerSettings settings) {
    return new SingularityRunner(settings).images();
  }
}
