package dev.styxcache.adapter.runner.dry;

import dev.styxcache.adapter.runner.process.ToolEnvironment;
import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.domain.Metadata;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Runs nothing: records each run, and writes its command to the standard output handler as one line
 * for a POSIX shell.
 *
 * <p>As in Styx, inputs need not exist, and a command has their paths as they were given. The paths
 * of outputs are in the working directory, where the recorded command leaves them if somebody runs
 * it there by hand. Names of outputs are checked as by other runners.
 *
 * <p>Thread-safe.
 */
public final class DryRunner implements Runner {

  private final Path workingDirectory;
  private final ToolEnvironment environment;
  private final List<DryRun> runs = new CopyOnWriteArrayList<>();

  /** In the process's working directory. */
  public DryRunner() {
    this(Path.of(""), new ToolEnvironment(Map.of(), InheritedVariables.all()));
  }

  DryRunner(Path workingDirectory, ToolEnvironment environment) {
    this.workingDirectory = workingDirectory.toAbsolutePath();
    this.environment = environment;
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

  @Override
  public Function<String, Optional<String>> environment() {
    return environment::find;
  }

  /**
   * The recorded runs.
   *
   * @return the runs so far, in order; an immutable list
   */
  public List<DryRun> runs() {
    return List.copyOf(runs);
  }
}
