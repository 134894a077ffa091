package dev.styxcache.cli.containers;

import dev.styxcache.adapter.runner.container.RealEngine;

class CachedDockerTest extends CachedContainersContract {

  CachedDockerTest() {
    super(RealEngine.DOCKER);
  }
}
