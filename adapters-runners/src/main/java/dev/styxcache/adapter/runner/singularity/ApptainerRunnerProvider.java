package dev.styxcache.adapter.runner.singularity;

/** The same under the name {@code apptainer}. */
public final class ApptainerRunnerProvider extends SingularityRunnerProvider {

  /** For {@link java.util.ServiceLoader}. */
  public ApptainerRunnerProvider() {}

  @Override
  public String name() {
    return "apptainer";
  }
}
