package dev.styxcache.adapter.runner.local;

import dev.styxcache.adapter.runner.declaration.InputFiles;
import dev.styxcache.adapter.runner.declaration.OutputDirectories;
import dev.styxcache.adapter.runner.process.Executables;
import dev.styxcache.adapter.runner.process.ToolEnvironment;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.domain.Metadata;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs tools as processes of this machine, in their output directory, with the environment of this
 * process and the variables that the settings add. A container image that a tool names is not used.
 *
 * <p>Where an execution is not redirected, its output directory is {@code <data
 * directory>/<random>_<counter>_<tool>}, as in Styx. It is made when the run begins, and stays,
 * after a failed run as well.
 *
 * <p>A command's first argument is a path if it has a slash, relative to the settings' working
 * directory and not to the output directory in which the tool runs; else it is looked up in {@code
 * PATH}. The tool's standard input is empty. Its environment has a variable {@code _STYX_RUN}, by
 * which the processes of a run are found.
 *
 * <p>A run ends with its tool. Processes that the tool leaves behind and that hold its output
 * streams open get five seconds to let go of them, and are ended then; others are left alone. When
 * the thread is interrupted, or a handler of output throws, the tool and all that it has started
 * are asked to end, and killed after two seconds, or at once on a further interrupt.
 *
 * <p>Safe for use by many threads.
 */
public final class LocalRunner implements Runner {

  private final Path workingDirectory;
  private final InputFiles inputFiles;
  private final OutputDirectories outputDirectories;
  private final ToolEnvironment environment;

  /** With the usual settings: {@link RunnerSettings#defaults}. */
  public LocalRunner() {
    this(RunnerSettings.defaults());
  }

  /**
   * With settings.
   *
   * @param settings the settings; images and a container engine do not concern this runner
   * @throws IllegalArgumentException if a variable of the environment cannot be passed to a process
   */
  public LocalRunner(RunnerSettings settings) {
    this.workingDirectory = settings.workingDirectory().toAbsolutePath();
    this.inputFiles = new InputFiles(workingDirectory);
    this.outputDirectories = new OutputDirectories(settings);
    this.environment = new ToolEnvironment(settings.environment(), settings.inherited());
  }

  @Override
  public RedirectableExecution startExecution(Metadata metadata) {
    return new LocalExecution(this, outputDirectories.next(metadata.name()));
  }

  @Override
  public ImageDigestResolver images() {
    return ImageDigestResolver.unused();
  }

  @Override
  public Optional<Path> executable(String command) {
    return Optional.of(findExecutable(command));
  }

  @Override
  public Function<String, Optional<String>> environment() {
    return environment::find;
  }

  Path findExecutable(String command) {
    return Executables.find(command, workingDirectory, environment.find("PATH"));
  }

  InputFiles inputFiles() {
    return inputFiles;
  }

  OutputDirectories outputDirectories() {
    return outputDirectories;
  }

  ToolEnvironment toolEnvironment() {
    return environment;
  }
}
