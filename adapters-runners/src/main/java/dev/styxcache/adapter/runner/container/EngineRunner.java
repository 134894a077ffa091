package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.container.ContainerRun.UserMapping;
import dev.styxcache.adapter.runner.declaration.InputFiles;
import dev.styxcache.adapter.runner.declaration.OutputDirectories;
import dev.styxcache.adapter.runner.process.ToolEnvironment;
import dev.styxcache.adapter.runner.settings.ContainerSettings;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.application.spi.RunnerHealth;
import dev.styxcache.domain.Metadata;
import dev.styxcache.domain.key.RunnerInfluence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs tools in containers of one engine. Each run has a container of its own, which is removed
 * when the run ends.
 *
 * <p>As in Styx, the tool sees the n-th input that is not mutable at {@code /styx_input/n/NAME},
 * read-only, and with its parent directory where the wrapper asks for it. The output directory is
 * {@code /styx_output}, in which the tool runs, as the user of this process; the copies of mutable
 * inputs are there. The settings can override a wrapper's image. The image's entry point is not
 * used: the image's shell runs the tool.
 *
 * <p>The tool's environment is that of the image, the variables of the settings, and those of the
 * caller that are part of the key; nothing else is inherited. Its standard input is empty.
 *
 * <p>The tool's files get the permissions that the caller's umask leaves. Its home directory is the
 * one that the image names, else an empty one of the run.
 *
 * <p>When the thread is interrupted, or a handler of output throws, the container is killed and
 * removed. When this process itself is killed, the container stays, and {@code styxcache clean}
 * removes it.
 *
 * <p>Thread-safe.
 */
public abstract class EngineRunner implements Runner {

  private static final Duration CHECK = Duration.ofSeconds(10);

  private final Engine engine;
  private final EngineClient client;
  private final ContainerSettings settings;
  private final InputFiles inputFiles;
  private final OutputDirectories outputDirectories;
  private final ToolEnvironment environment;

  /** What the engine answered about this user; null until it was asked. */
  private volatile @Nullable UserMapping users;

  /**
   * Around an engine.
   *
   * @param engine the engine
   * @param settings the settings
   * @throws IllegalArgumentException if a variable of the environment cannot be passed to a process
   */
  protected EngineRunner(Engine engine, ContainerSettings settings) {
    this.engine = engine;
    this.client = new EngineClient(engine.traits(), settings);
    this.settings = settings;
    this.inputFiles = new InputFiles(settings.workingDirectory());
    this.outputDirectories =
        new OutputDirectories(settings.workingDirectory(), settings.dataDirectory());
    this.environment = new ToolEnvironment(settings.environment(), settings.inherited());
    RunScript.requireNames(settings.environment());
  }

  /**
   * Begins a run of a tool in the image that it names, or that the settings name in its place.
   *
   * @param metadata the tool
   * @return the execution
   * @throws ContainerEngineException if the tool names no image
   */
  @Override
  public RedirectableExecution startExecution(Metadata metadata) {
    String image = effectiveImage(metadata);
    if (image.isEmpty()) {
      throw new ContainerEngineException(
          metadata.qualifiedName()
              + " names no container image, and "
              + engine.traits().name()
              + " runs nothing without one: name an image (--image, or the wrapper's"
              + " container_image_tag), or use another runner");
    }
    return new ContainerExecution(this, image, metadata.name());
  }

  @Override
  public String effectiveImage(Metadata metadata) {
    String named = metadata.containerImageTag().orElse("");
    return settings.imageOverrides().getOrDefault(named, named);
  }

  @Override
  public ImageDigestResolver images() {
    return imageIds();
  }

  @Override
  public ImageDigestResolver registryImages() {
    return engine.traits().inspectImage().isEmpty()
        ? images()
        : new RegistryDigests(engine, client, imageIds());
  }

  /** Looks up a variable in the settings, and then in the caller's environment. */
  @Override
  public Function<String, Optional<String>> environment() {
    return environment::find;
  }

  /** The variables of the settings and the listed ones that are set, and the extra arguments. */
  @Override
  public RunnerInfluence influence(Set<String> listed) {
    return new RunnerInfluence(toolEnvironment(listed), settings.extraArguments());
  }

  /**
   * The variables that tools get beside those of the image.
   *
   * @throws InvalidConfigurationException if one has a name that shells do not pass on
   */
  Map<String, String> toolEnvironment(Set<String> listed) {
    Map<String, String> variables = new HashMap<>();
    for (String name : listed) {
      environment.find(name).ifPresent(value -> variables.put(name, value));
    }
    try {
      RunScript.requireNames(variables);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationException(
          e.getMessage() + "; take it off policy.env_allowlist", e);
    }
    variables.putAll(settings.environment());
    return variables;
  }

  /** Asks the engine for its version, and runs a container in an image that is made for it. */
  RunnerHealth check() {
    try {
      EngineClient.Call call = client.call(CHECK, engine.traits().version());
      String version = call.output().strip();
      if (!call.succeeded()) {
        return new RunnerHealth.Unusable(engine.traits().describe(call.errors(), "any"));
      }
      return EngineProbe.run(this)
          .<RunnerHealth>map(RunnerHealth.Unusable::new)
          .orElseGet(
              () ->
                  new RunnerHealth.Ready(
                      // Some engines print their name before it.
                      client.executable()
                          + ", version "
                          + version.substring(version.lastIndexOf(' ') + 1)));
    } catch (ContainerEngineException e) {
      return new RunnerHealth.Unusable(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Calls the engine.
   *
   * @return the client
   */
  protected final EngineClient client() {
    return client;
  }

  Engine engine() {
    return engine;
  }

  /** How the engine maps the user of this process; asked once. */
  UserMapping users(Caller caller) {
    UserMapping known = users;
    if (known == null) {
      known = engine.users(client, caller);
      users = known;
    }
    return known;
  }

  /** Where the folders of runs are. */
  Path dataDirectory() {
    return settings.workingDirectory().toAbsolutePath().resolve(settings.dataDirectory());
  }

  ImageIds imageIds() {
    return new ImageIds(engine, client, settings.pull());
  }

  ContainerSettings settings() {
    return settings;
  }

  InputFiles inputFiles() {
    return inputFiles;
  }

  OutputDirectories outputDirectories() {
    return outputDirectories;
  }
}
