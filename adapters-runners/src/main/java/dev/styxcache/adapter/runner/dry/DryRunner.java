package dev.styxcache.adapter.runner.dry;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.domain.Metadata;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Runs nothing: records each run, and writes its command to the standard output handler as one line
 * for a POSIX shell.
 *
 * <p>As in Styx, inputs need not exist, and a command has their paths as they were given. Outputs
 * are said to stand in the working directory, where someone who runs the recorded command there by
 * hand finds them. Names of outputs are checked as by other runners.
 *
 * <p>Thread-safe.
 */
public final class DryRunner implements Runner {

  private final Path workingDirectory;
  private final List<DryRun> runs = new CopyOnWriteArrayList<>();

  /** With the usual settings: {@link RunnerSettings#defaults}. */
  public DryRunner() {
    this(RunnerSettings.defaults());
  }

  /**
   * With settings.
   *
   * @param settings the settings, of which only the working directory concerns this runner
   */
  public DryRunner(RunnerSettings settings) {
    this.workingDirectory = settings.workingDirectory().toAbsolutePath();
  }

  @Override
  public Execution startExecution(Metadata metadata) {
    return new DryExecution(metadata, workingDirectory, runs::add);
  }

  /** A dry run makes no outputs, so caches pass it through. */
  @Override
  public boolean cacheable() {
    return false;
  }

  @Override
  public ImageDigestResolver images() {
    return ImageDigestResolver.unused();
  }

  /**
   * What would have run.
   *
   * @return the runs so far, in the order in which they were carried out; the list does not change
   */
  public List<DryRun> runs() {
    return List.copyOf(runs);
  }
}
