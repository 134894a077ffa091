package dev.styxcache.adapter.runner.podman;

import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.spi.ImageDigestResolverProvider;

/** Makes resolvers that ask podman, under the name {@code podman}. */
public final class PodmanDigestsProvider implements ImageDigestResolverProvider {

  /** For {@link java.util.ServiceLoader}. */
  public PodmanDigestsProvider() {}

  @Override
  public String name() {
    return "podman";
  }

  @Override
  public ImageDigestResolver create(RunnerSettings settings) {
    return PodmanRunner.digests(settings);
  }
}
