package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.application.port.ImageDigestResolver;
import dev.styxcache.application.port.ImageDigestResolverProvider;
import dev.styxcache.application.port.RunnerSettings;

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
    return new SingularityRunner(settings).imageDigests();
  }
}
