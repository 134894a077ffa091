package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.adapter.runner.container.ContainerRunnerContract;
import dev.styxcache.adapter.runner.container.RealEngine;

class SingularityRunnerContractTest extends ContainerRunnerContract {

  SingularityRunnerContractTest() {
    super(RealEngine.APPTAINER);
  }
}
