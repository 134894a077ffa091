package dev.styxcache.cli.containers;

import dev.styxcache.adapter.runner.container.RealEngine;

class CachedApptainerTest extends CachedContainersContract {

  CachedApptainerTest() {
    super(RealEngine.APPTAINER);
  }
}
