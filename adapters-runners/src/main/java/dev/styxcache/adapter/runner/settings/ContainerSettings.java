package dev.styxcache.adapter.runner.settings;

import dev.styxcache.application.api.DigestCacheSettings;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.Options;
import dev.styxcache.application.spi.RunnerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The settings of a runner of containers.
 *
 * @param workingDirectory the directory that relative paths of inputs and executables start from
 * @param dataDirectory where executions that are not redirected create their output directories
 * @param inherited how the environment of the engine's client differs from this process's
 * @param environment variables that the tool gets
 * @param imageOverrides images to use in place of others, by tag
 * @param extraArguments further arguments for the engine
 * @param executable the engine's executable, where it is not the usual one
 * @param pull what happens when an image is missing
 * @param network what the tool can reach
 * @param memory how much memory the tool can use: a whole number of bytes, or of {@code k}, {@code
 *     m} or {@code g} of 1024, 1024² or 1024³ bytes; empty for no limit
 * @param cpus how many processors the tool can use, such as {@code 2} or {@code 0.5}; empty for no
 *     limit
 * @param digestCache where digests of image files are remembered; empty for nowhere
 */
public record ContainerSettings(
    Path workingDirectory,
    Path dataDirectory,
    InheritedVariables inherited,
    Map<String, String> environment,
    Map<String, String> imageOverrides,
    List<String> extraArguments,
    Optional<String> executable,
    ImagePull pull,
    NetworkAccess network,
    Optional<String> memory,
    Optional<String> cpus,
    Optional<DigestCacheSettings> digestCache) {

  /** The names of the options that {@link #of} reads. */
  public static final Set<String> OPTIONS =
      Set.of(
          "environ",
          "image_overrides",
          "extra_args",
          "executable",
          "pull",
          "network",
          "memory",
          "cpus");

  /** In a class of its own: most runs have no limits, and a first pattern takes milliseconds. */
  private static final class Limits {
    static final Pattern MEMORY = Pattern.compile("[1-9][0-9]{0,17}[bkmgBKMG]?");
    static final Pattern CPUS = Pattern.compile("(?=.*[1-9])[0-9]{1,5}(\\.[0-9]{1,3})?");
  }

  /** What happens when an image is missing. */
  public enum ImagePull {
    /** Nothing is fetched; the run fails with the command that fetches the image. */
    NEVER,
    /** The engine fetches it. */
    MISSING
  }

  /** What a tool in a container can reach. */
  public enum NetworkAccess {
    /** The engine's default. */
    USUAL,
    /** Only itself. */
    NONE
  }

  /** Copies the collections and checks the limits. */
  public ContainerSettings {
    environment = Map.copyOf(environment);
    imageOverrides = Map.copyOf(imageOverrides);
    extraArguments = List.copyOf(extraArguments);
    memory.ifPresent(
        text -> require("memory", text, Limits.MEMORY, "a number of bytes, such as 512m or 4g"));
    cpus.ifPresent(text -> require("cpus", text, Limits.CPUS, "a number, such as 2 or 0.5"));
  }

  private static void require(String name, String text, Pattern pattern, String form) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "the limit " + name + " is \"" + text + "\"; give " + form);
    }
  }

  /**
   * Reads settings from configuration.
   *
   * @param runner the name of the runner, for messages
   * @param settings the configuration
   * @return the settings
   * @throws IllegalArgumentException if an option is unknown or invalid
   */
  public static ContainerSettings of(String runner, RunnerSettings settings) {
    Options options = new Options("runner." + runner, settings.options());
    Builder<ContainerSettings> builder =
        builder(read -> read)
            .workingDirectory(settings.workingDirectory())
            .dataDirectory(settings.dataDirectory())
            .inherited(settings.inherited())
            .digestCache(settings.digestCache())
            .environment(options.textMap("environ"))
            .imageOverrides(options.textMap("image_overrides"))
            .extraArguments(options.texts("extra_args"))
            .pull(options.choice("pull", ImagePull.NEVER))
            .network(options.choice("network", NetworkAccess.USUAL));
    options.text("executable").ifPresent(builder::executable);
    options.text("memory").ifPresent(builder::memory);
    options.text("cpus").ifPresent(builder::cpus);
    options.refuseOthers();
    return builder.build();
  }

  /**
   * Starts with the defaults: nothing is fetched, and nothing is limited.
   *
   * @param <R> what is built
   * @param maker makes it of the settings
   * @return the builder
   */
  public static <R> Builder<R> builder(Function<ContainerSettings, R> maker) {
    return new Builder<>(maker);
  }

  /**
   * Builds a runner of containers. Not thread-safe.
   *
   * @param <R> what is built
   */
  public static final class Builder<R> {

    private final Function<ContainerSettings, R> maker;
    private Path workingDirectory = RunnerSettings.defaults().workingDirectory();
    private Path dataDirectory = RunnerSettings.defaults().dataDirectory();
    private InheritedVariables inherited = InheritedVariables.all();
    private Map<String, String> environment = Map.of();
    private Map<String, String> imageOverrides = Map.of();
    private List<String> extraArguments = List.of();
    private Optional<String> executable = Optional.empty();
    private ImagePull pull = ImagePull.NEVER;
    private NetworkAccess network = NetworkAccess.USUAL;
    private Optional<String> memory = Optional.empty();
    private Optional<String> cpus = Optional.empty();
    private Optional<DigestCacheSettings> digestCache = Optional.of(DigestCacheSettings.defaults());

    private Builder(Function<ContainerSettings, R> maker) {
      this.maker = maker;
    }

    /**
     * Sets where relative paths of inputs and executables start; by default the process's working
     * directory.
     *
     * @param directory the directory
     * @return this builder
     */
    public Builder<R> workingDirectory(Path directory) {
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
    public Builder<R> dataDirectory(Path directory) {
      dataDirectory = directory;
      return this;
    }

    Builder<R> inherited(InheritedVariables difference) {
      inherited = difference;
      return this;
    }

    /**
     * Sets where digests of image files are remembered from one process to the next; by default
     * where those of inputs are.
     *
     * @param settings where; empty for nowhere
     * @return this builder
     */
    public Builder<R> digestCache(Optional<DigestCacheSettings> settings) {
      digestCache = settings;
      return this;
    }

    /**
     * Sets the variables that tools get, beside those of the image.
     *
     * @param variables the variables by name
     * @return this builder
     */
    public Builder<R> environment(Map<String, String> variables) {
      environment = variables;
      return this;
    }

    /**
     * Sets images to use in place of others. The image that runs is the one in the key.
     *
     * @param images the images to use, by the tag that a wrapper names
     * @return this builder
     */
    public Builder<R> imageOverrides(Map<String, String> images) {
      imageOverrides = images;
      return this;
    }

    /**
     * Sets further arguments for the engine. They come before the image, and are part of the key
     * unless the policy says that they cannot matter.
     *
     * @param arguments the arguments
     * @return this builder
     */
    public Builder<R> extraArguments(List<String> arguments) {
      extraArguments = arguments;
      return this;
    }

    /**
     * Sets the engine's executable; by default it is looked up in {@code PATH}.
     *
     * @param command a name or a path
     * @return this builder
     */
    public Builder<R> executable(String command) {
      executable = Optional.of(command);
      return this;
    }

    /**
     * Sets what happens when an image is missing; by default the run fails.
     *
     * @param policy what happens
     * @return this builder
     */
    public Builder<R> pull(ImagePull policy) {
      pull = policy;
      return this;
    }

    /**
     * Sets what tools can reach; by default what the engine allows.
     *
     * @param access what they can reach
     * @return this builder
     */
    public Builder<R> network(NetworkAccess access) {
      network = access;
      return this;
    }

    /**
     * Limits a tool's memory; by default there is no limit.
     *
     * @param limit such as {@code 512m} or {@code 4g}
     * @return this builder
     */
    public Builder<R> memory(String limit) {
      memory = Optional.of(limit);
      return this;
    }

    /**
     * Limits the number of processors; by default there is no limit.
     *
     * @param limit such as {@code 2} or {@code 0.5}
     * @return this builder
     */
    public Builder<R> cpus(String limit) {
      cpus = Optional.of(limit);
      return this;
    }

    /**
     * Builds the runner.
     *
     * @return the runner
     * @throws IllegalArgumentException if a limit is invalid, or a variable cannot be passed to a
     *     process
     */
    public R build() {
      return maker.apply(
          new ContainerSettings(
              workingDirectory,
              dataDirectory,
              inherited,
              environment,
              imageOverrides,
              extraArguments,
              executable,
              pull,
              network,
              memory,
              cpus,
              digestCache));
    }
  }
}
