package dev.styxcache.adapter.runner.docker;

import dev.styxcache.adapter.runner.container.ContainerSurroundingsContract;
import dev.styxcache.adapter.runner.container.RealEngine;

class DockerSurroundingsTest extends ContainerSurroundingsContract {

  DockerSurroundingsTest() {
    super(RealEngine.DOCKER);
  }
}
