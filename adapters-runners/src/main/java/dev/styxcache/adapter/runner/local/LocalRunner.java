package dev.styxcache.adapter.runner.local;

import dev.styxcache.adapter.runner.declaration.InputFiles;
import dev.styxcache.adapter.runner.declaration.OutputDirectories;
import dev.styxcache.adapter.runner.process.Executables;
import dev.styxcache.adapter.runner.process.ToolEnvironment;
import dev.styxcache.adapter.runner.process.VirtualEnvironments;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.NamedFile;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.ToolNotStartedException;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.RunnerInfluence;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs tools as local processes, in their output directory, with the environment of this process
 * and the variables of the settings; or in a {@linkplain Builder#bubblewrap sandbox}, which hides
 * from them what nobody declared. A tool's container image is ignored.
 *
 * <p>The output directory of an execution that is not redirected is {@code <data
 * directory>/<random>_<counter>_<tool>}, as in Styx. It is created when the run begins, and stays,
 * even if the run fails.
 *
 * <p>A command's first word is a path if it has a slash, relative to the settings' working
 * directory (not to the output directory, in which the tool runs); otherwise it is looked up in
 * {@code PATH}. The tool's standard input is empty. Its environment has a variable {@code
 * _STYX_RUN}, by which the processes of a run are found.
 *
 * <p>A run ends with its tool. Background processes of the tool that hold its output streams open
 * get five seconds to close them, and are ended then; others are left alone. When the thread is
 * interrupted, or a handler of output throws, the tool and all processes that it started get
 * SIGTERM, and SIGKILL after two seconds, or at once on a second interrupt.
 *
 * <p>Thread-safe.
 */
public final class LocalRunner implements Runner {

  private final Path workingDirectory;
  private final InputFiles inputFiles;
  private final OutputDirectories outputDirectories;
  private final ToolEnvironment environment;
  private final CommandFiles commandFiles;
  private final RunnerInfluence influence;
  private final Optional<Bubblewrap> sandbox;

  /** With the defaults of {@link #builder}. */
  public LocalRunner() {
    this(new Builder());
  }

  private LocalRunner(Builder builder) {
    this.workingDirectory = builder.workingDirectory.toAbsolutePath();
    this.inputFiles = new InputFiles(workingDirectory);
    this.outputDirectories = new OutputDirectories(workingDirectory, builder.dataDirectory);
    this.environment = new ToolEnvironment(builder.environment, builder.inherited);
    SoftwareDirectories software = new SoftwareDirectories(builder.software);
    this.commandFiles = new CommandFiles(workingDirectory, software, environment.find("TMPDIR"));
    this.influence = new RunnerInfluence(builder.environment, List.of());
    this.sandbox =
        builder.sandboxed
            ? Optional.of(
                new Bubblewrap(software, environment, builder.environment, workingDirectory))
            : Optional.empty();
  }

  /**
   * Builds a runner with other settings.
   *
   * @return the builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds a local runner. Not thread-safe. */
  public static final class Builder {

    private Path workingDirectory = RunnerSettings.defaults().workingDirectory();
    private Path dataDirectory = RunnerSettings.defaults().dataDirectory();
    private Map<String, String> environment = Map.of();
    private List<Path> software = List.of();
    private boolean sandboxed;
    private InheritedVariables inherited = InheritedVariables.all();

    private Builder() {}

    /**
     * Sets where relative paths of inputs and executables start; by default the process's working
     * directory.
     *
     * @param directory the directory
     * @return this builder
     */
    public Builder workingDirectory(Path directory) {
      workingDirectory = directory;
      return this;
    }

    /**
     * Sets where runs that bypass a cache create their output directories; by default {@code
     * styx_tmp}.
     *
     * @param directory the directory; it is created when needed
     * @return this builder
     */
    public Builder dataDirectory(Path directory) {
      dataDirectory = directory;
      return this;
    }

    /**
     * Sets variables that tools get beside the inherited ones, which they override.
     *
     * @param variables the variables by name
     * @return this builder
     */
    public Builder environment(Map<String, String> variables) {
      environment = variables;
      return this;
    }

    /**
     * Sets the directories with software of this machine beside the system's, such as {@code
     * /opt/fsl}. Their files belong to the tools and are no inputs.
     *
     * @param directories absolute paths
     * @return this builder
     */
    public Builder softwareDirectories(List<Path> directories) {
      software = directories;
      return this;
    }

    /**
     * Runs tools in a sandbox of bubblewrap, whose program {@code bwrap} must be in {@code PATH}.
     * They see the software of this machine and their inputs read-only, and can write to their
     * output directory, and to a home and a temporary directory that are deleted after the run. Of
     * the environment they get {@code PATH}, the locale, the variables that the caller lists, and
     * those of {@link #environment}; all of these are part of the key.
     *
     * @return this builder
     */
    public Builder bubblewrap() {
      sandboxed = true;
      return this;
    }

    Builder inherited(InheritedVariables difference) {
      inherited = difference;
      return this;
    }

    /**
     * Builds the runner.
     *
     * @return the runner
     * @throws IllegalArgumentException if a variable cannot be passed to a process, or a software
     *     directory is not absolute
     */
    public LocalRunner build() {
      return new LocalRunner(this);
    }
  }

  @Override
  public RedirectableExecution startExecution(Metadata metadata) {
    return sandbox.isPresent()
        ? new SandboxedExecution(this, sandbox.get(), metadata.name())
        : new LocalExecution(this, metadata.name());
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
  public Optional<Path> settingsBeside(Path executable) {
    return VirtualEnvironments.settings(executable);
  }

  @Override
  public List<NamedFile> namedFiles(List<String> command) {
    List<NamedFile> files = commandFiles.find(command);
    if (anyIsCalled(files, command)) {
      try {
        Path executable = findExecutable(command.get(0));
        files.removeIf(file -> file.path().equals(executable));
      } catch (ToolNotStartedException e) {
        return files; // The run says so.
      }
    }
    return files;
  }

  /** Whether one of the files could be the executable, which is searched only then. */
  private static boolean anyIsCalled(List<NamedFile> files, List<String> command) {
    for (NamedFile file : files) {
      String first = command.get(0);
      String name = first.substring(first.lastIndexOf('/') + 1);
      if (name.isEmpty() || name.equals(String.valueOf(file.path().getFileName()))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Function<String, Optional<String>> environment() {
    return environment::find;
  }

  /**
   * The variables of the settings; the tool inherits the listed ones, as Python's tools do. In a
   * sandbox all variables that the tool gets.
   */
  @Override
  public RunnerInfluence influence(Set<String> listed) {
    return sandbox.isPresent()
        ? new RunnerInfluence(sandbox.get().variables(listed), List.of())
        : influence;
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

  Optional<Bubblewrap> sandbox() {
    return sandbox;
  }

  ToolEnvironment toolEnvironment() {
    return environment;
  }
}
