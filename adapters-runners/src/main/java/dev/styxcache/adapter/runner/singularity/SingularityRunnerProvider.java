package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.adapter.runner.container.EngineRunnerProvider;

/**
 * Creates runners of Apptainer or Singularity containers, under the name {@code singularity}.
 * {@link ApptainerRunnerProvider} does so under the other name.
 */
public final class SingularityRunnerProvider extends EngineRunnerProvider {

  /** For {@link java.util.ServiceLoader}. */
  public SingularityRunnerProvider() {
    super("singularity", SingularityRunner::new);
  }
}
