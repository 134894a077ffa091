package dev.styxcache.adapter.runner.docker;

import dev.styxcache.application.port.ImageDigestResolver;
import dev.styxcache.application.port.ImageDigestResolverProvider;
import dev.styxcache.application.port.RunnerSettings;

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
