package dev.styxcache.adapter.runner.docker;

import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.spi.ImageDigestResolverProvider;

/** Makes resolvers that ask docker, under the name {@code docker}. */
public final class DockerDigestsProvider implements ImageDigestResolverProvider {

  /** For {@link java.util.ServiceLoader}. */
  public DockerDigestsProvider() {}

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public ImageDigestResolver create(RunnerSettings settings) {
    return DockerRunner.digests(settings);
  }
}
