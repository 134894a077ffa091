package dev.styxcache.application.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a runner is to be. A runner ignores what does not concern its kind.
 *
 * @param workingDirectory the directory that relative paths of inputs and executables start from
 * @param dataDirectory where runs that are not redirected create their output directories
 * @param environment variables that the tool is given in addition to what the runner gives it
 *     anyway
 * @param inherited how the environment of this process differs from what tools and engines inherit
 * @param imageOverrides images to use in place of others, by tag
 * @param extraArguments further arguments for the container engine
 * @param executable the container engine's executable, where it is not the usual one
 * @param containers how containers are to be
 */
public record RunnerSettings(
    Path workingDirectory,
    Path dataDirectory,
    Map<String, String> environment,
    InheritedVariables inherited,
    Map<String, String> imageOverrides,
    List<String> extraArguments,
    Optional<String> executable,
    ContainerSettings containers) {

  /** Copies the collections. */
  public RunnerSettings {
    environment = Map.copyOf(environment);
    imageOverrides = Map.copyOf(imageOverrides);
    extraArguments = List.copyOf(extraArguments);
  }

  /**
   * Settings for tools that inherit all variables, in containers without limits.
   *
   * @param workingDirectory the directory that relative paths start from
   * @param dataDirectory where output directories are created
   * @param environment variables that the tool is given in addition
   * @param imageOverrides images to use in place of others, by tag
   * @param extraArguments further arguments for the container engine
   * @param executable the container engine's executable, where it is not the usual one
   */
  public RunnerSettings(
      Path workingDirectory,
      Path dataDirectory,
      Map<String, String> environment,
      Map<String, String> imageOverrides,
      List<String> extraArguments,
      Optional<String> executable) {
    this(
        workingDirectory,
        dataDirectory,
        environment,
        InheritedVariables.all(),
        imageOverrides,
        extraArguments,
        executable,
        ContainerSettings.defaults());
  }

  /**
   * The usual settings: relative paths start from the process's working directory, and output
   * directories go into {@code styx_tmp} below it, as in Styx.
   *
   * @return the settings
   */
  public static RunnerSettings defaults() {
    Path here = Path.of("").toAbsolutePath();
    return new RunnerSettings(
        here, here.resolve("styx_tmp"), Map.of(), Map.of(), List.of(), Optional.empty());
  }
}
