package dev.styxcache.adapter.runner.podman;

import dev.styxcache.adapter.runner.container.EngineRunnerProvider;

/** Creates runners of podman containers, under the name {@code podman}. */
public final class PodmanRunnerProvider extends EngineRunnerProvider {

  /** For {@link java.util.ServiceLoader}. */
  public PodmanRunnerProvider() {
    super("podman", PodmanRunner::new);
  }
}
