package dev.styxcache.adapter.runner.podman;

import dev.styxcache.adapter.runner.container.ContainerRunnerContract;
import dev.styxcache.adapter.runner.container.RealEngine;

class PodmanRunnerContractTest extends ContainerRunnerContract {

  PodmanRunnerContractTest() {
    super(RealEngine.PODMAN);
  }
}
