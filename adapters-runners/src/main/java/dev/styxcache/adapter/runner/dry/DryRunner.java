package dev.styxcache.adapter.runner.dry;

import dev.styxcache.adapter.runner.digest.UnusedImageResolver;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.spi.ImageResolvingRunner;
import dev.styxcache.domain.Metadata;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Runs nothing, and records what would have run, to look at commands before they cost anything.
 *
 * <p>As in Styx, inputs need not exist, and a command has their paths as they were given. Outputs
 * are said to stand in the working directory, where someone who runs the recorded command there by
 * hand finds them. Names of outputs are checked as by other runners.
 *
 * <p>Safe for use by many threads. Not to be wrapped with a cache: the cache would keep the outputs
 * that were never made.
 */
public final class DryRunner implements ImageResolvingRunner {

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

  /**
   * Takes a tag for what it says, since no image is used.
   *
   * @return the resolver
   */
  @Override
  public ImageDigestResolver imageDigests() {
    return new UnusedImageResolver();
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
