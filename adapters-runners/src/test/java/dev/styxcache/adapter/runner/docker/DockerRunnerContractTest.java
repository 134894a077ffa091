package dev.styxcache.adapter.runner.docker;

import dev.styxcache.adapter.runner.container.ContainerRunnerContract;
import dev.styxcache.adapter.runner.container.RealEngine;

class DockerRunnerContractTest extends ContainerRunnerContract {

  DockerRunnerContractTest() {
    super(RealEngine.DOCKER);
  }
}
