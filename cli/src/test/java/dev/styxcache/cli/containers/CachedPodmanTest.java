package dev.styxcache.cli.containers;

import dev.styxcache.adapter.runner.container.RealEngine;

class CachedPodmanTest extends CachedContainersContract {

  CachedPodmanTest() {
    super(RealEngine.PODMAN);
  }
}
