package dev.styxcache.adapter.runner.podman;

import dev.styxcache.adapter.runner.container.ContainerSurroundingsContract;
import dev.styxcache.adapter.runner.container.RealEngine;

class PodmanSurroundingsTest extends ContainerSurroundingsContract {

  PodmanSurroundingsTest() {
    super(RealEngine.PODMAN);
  }
}
