package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.adapter.runner.container.EngineRunnerProvider;

/** Creates runners of Apptainer or Singularity containers, under the name {@code apptainer}. */
public final class ApptainerRunnerProvider extends EngineRunnerProvider {

  /** For {@link java.util.ServiceLoader}. */
  public ApptainerRunnerProvider() {
    super("apptainer", SingularityRunner::new);
  }
}
