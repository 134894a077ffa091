package dev.styxcache.adapter.runner.container;

import dev.styxcache.adapter.runner.declaration.InputFiles;
import dev.styxcache.adapter.runner.declaration.OutputDirectories;
import dev.styxcache.adapter.runner.process.ToolEnvironment;
import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.spi.RedirectableExecution;
import dev.styxcache.domain.Metadata;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs tools in containers of one engine, each run in a container of its own that goes when it
 * ends.
 *
 * <p>As in Styx, the n-th input is seen at {@code /styx_input/n/NAME}, read-only unless it is
 * mutable, and with its parent directory where that is wanted. The output directory is {@code
 * /styx_output}, in which the tool runs, as the user of this process. A wrapper's image can be
 * overridden by the settings. The image's own entry point is not used: a shell of the image runs
 * the tool.
 *
 * <p>The tool's environment is that of the image and the variables of the settings; nothing is
 * inherited. Its standard input is empty.
 *
 * <p>When the thread is interrupted, or a handler of output throws, the container is killed and
 * removed. When this process itself is killed, the container stays; it has a label {@code
 * dev.styxcache.run}, and a name that begins with {@code styxcache-}.
 *
 * <p>Safe for use by many threads.
 */
public class EngineRunner implements Runner {

  private final Engine engine;
  private final EngineClient client;
  private final ImageDigestResolver imageDigests;
  private final RunnerSettings settings;
  private final InputFiles inputFiles;
  private final OutputDirectories outputDirectories;
  private final ToolEnvironment lookup;

  /**
   * Around an engine.
   *
   * @param engine the engine
   * @param imageDigests asks the engine for the digests of images
   * @param settings the settings
   * @throws IllegalArgumentException if a variable of the environment cannot be passed to a process
   */
  protected EngineRunner(Engine engine, ImageDigestResolver imageDigests, RunnerSettings settings) {
    this.engine = engine;
    this.client = new EngineClient(engine, settings);
    this.imageDigests = imageDigests;
    this.settings = settings;
    this.inputFiles = new InputFiles(settings.workingDirectory());
    this.outputDirectories = new OutputDirectories(settings);
    this.lookup = new ToolEnvironment(settings.environment(), settings.inherited());
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
    return new ContainerExecution(this, image, outputDirectories.next(metadata.name()));
  }

  @Override
  public String effectiveImage(Metadata metadata) {
    String named = metadata.containerImageTag().orElse("");
    return settings.imageOverrides().getOrDefault(named, named);
  }

  @Override
  public ImageDigestResolver images() {
    return imageDigests;
  }

  /**
   * The variables of the settings; any other is looked up in what the engine's own process
   * inherits, since extra arguments of the engine ({@code --env NAME}) can pass those on to the
   * tool.
   */
  @Override
  public Function<String, Optional<String>> environment() {
    return lookup::find;
  }

  Engine engine() {
    return engine;
  }

  EngineClient client() {
    return client;
  }

  ImageIds imageIds() {
    return new ImageIds(client, engine, settings.containers().pull());
  }

  RunnerSettings settings() {
    return settings;
  }

  InputFiles inputFiles() {
    return inputFiles;
  }

  OutputDirectories outputDirectories() {
    return outputDirectories;
  }
}
