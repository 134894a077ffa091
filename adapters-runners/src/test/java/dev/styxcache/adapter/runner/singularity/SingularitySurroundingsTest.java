package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.adapter.runner.container.ContainerSurroundingsContract;
import dev.styxcache.adapter.runner.container.RealEngine;

class SingularitySurroundingsTest extends ContainerSurroundingsContract {

  SingularitySurroundingsTest() {
    super(RealEngine.APPTAINER);
  }
}
