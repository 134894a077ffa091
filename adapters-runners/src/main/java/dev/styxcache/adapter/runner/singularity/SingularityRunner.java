package dev.styxcache.adapter.runner.singularity;

import dev.styxcache.adapter.runner.container.EngineRunner;
import dev.styxcache.adapter.runner.digest.ImageFileDigests;
import dev.styxcache.adapter.runner.digest.SifDigests;
import dev.styxcache.application.api.RunnerSettings;
import java.util.List;

/**
 * Runs tools in containers of Apptainer or Singularity, whichever is there, as the user of this
 * process. An image is the path of a SIF file; a tag is one of a registry, {@code docker://} if it
 * says nothing else. Nothing of this machine is let in but inputs and outputs.
 *
 * @see EngineRunner what all runners in containers have in common
 */
public final class SingularityRunner extends EngineRunner {

  /** By whichever name it is there; Apptainer gives both. */
  static final List<String> APPTAINER_FIRST = List.of("apptainer", "singularity");

  /** With the usual settings: {@link RunnerSettings#defaults}. */
  public SingularityRunner() {
    this(RunnerSettings.defaults());
  }

  /**
   * With settings.
   *
   * @param settings the settings
   * @throws IllegalArgumentException if a variable of the environment cannot be passed to a process
   */
  public SingularityRunner(RunnerSettings settings) {
    this(settings, new ImageNames(settings.workingDirectory()), new SifDigests());
  }

  private SingularityRunner(RunnerSettings settings, ImageNames names, SifDigests digests) {
    this(settings, names, digests, new SingularityEngine(APPTAINER_FIRST, names, digests));
  }

  private SingularityRunner(
      RunnerSettings settings, ImageNames names, SifDigests digests, SingularityEngine engine) {
    super(engine, new ImageFileDigests(engine, settings, names::fileOf, digests), settings);
  }

  static SingularityEngine engine(RunnerSettings settings) {
    return new SingularityEngine(
        APPTAINER_FIRST, new ImageNames(settings.workingDirectory()), new SifDigests());
  }
}
