package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.adapter.runner.container.EngineRunner;
import dev.styxcache.adapter.runner.settings.ContainerSettings;
import dev.styxcache.application.api.ImageDigestResolver;

/**
 * Runs tools in containers of Apptainer or Singularity, whichever is installed, as the user of this
 * process. An image is the path of a SIF file, or a tag of a registry: {@code docker://} where it
 * names no other scheme. The container sees only the inputs and outputs of this machine.
 *
 * @see EngineRunner what all runners of containers have in common
 */
public final class SingularityRunner extends EngineRunner {

  private final ImageFileDigests images;

  /** With the defaults of {@link #builder}. */
  public SingularityRunner() {
    this(ContainerSettings.builder(settings -> settings).build());
  }

  SingularityRunner(ContainerSettings settings) {
    this(new SingularityEngine(settings.workingDirectory(), settings.digestCache()), settings);
  }

  private SingularityRunner(SingularityEngine engine, ContainerSettings settings) {
    super(engine, settings);
    this.images = new ImageFileDigests(engine);
  }

  /**
   * Builds a runner with other settings.
   *
   * @return the builder
   */
  public static ContainerSettings.Builder<SingularityRunner> builder() {
    return ContainerSettings.builder(SingularityRunner::new);
  }

  @Override
  public ImageDigestResolver images() {
    return images;
  }
}
