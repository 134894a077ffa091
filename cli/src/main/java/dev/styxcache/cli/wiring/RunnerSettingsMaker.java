package dev.styxcache.cli.wiring;

import dev.styxcache.application.api.ContainerSettings;
import dev.styxcache.application.api.ContainerSettings.Network;
import dev.styxcache.application.api.ContainerSettings.Pull;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.cli.config.Configuration;
import dev.styxcache.cli.config.Setting;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the settings of runners of what the configuration says. */
public final class RunnerSettingsMaker {

  private RunnerSettingsMaker() {}

  /**
   * Makes settings.
   *
   * @param configuration the configuration
   * @param engine the runner or resolver that they are for. Another one than the configured runner
   *     is not given that one's executable
   * @param workingDirectory where relative paths start
   * @param variables the environment of tools
   * @return the settings
   * @throws IllegalArgumentException if a limit is none
   */
  public static RunnerSettings of(
      Configuration configuration, String engine, Path workingDirectory, ToolVariables variables) {
    Optional<String> executable =
        engine.equals(configuration.text(Setting.RUNNER_TYPE))
            ? configuration.findText(Setting.RUNNER_EXECUTABLE)
            : Optional.empty();
    return new RunnerSettings(
        workingDirectory,
        configuration.directory(Setting.RUNNER_DATA_DIR),
        variables.added(),
        variables.difference(),
        configuration.textMap(Setting.RUNNER_IMAGE_OVERRIDES),
        configuration.texts(Setting.RUNNER_EXTRA_ARGS),
        executable,
        new ContainerSettings(
            configuration.text(Setting.RUNNER_PULL).equals("missing") ? Pull.MISSING : Pull.NEVER,
            configuration.text(Setting.RUNNER_NETWORK).equals("none")
                ? Network.NONE
                : Network.USUAL,
            configuration.findText(Setting.RUNNER_MEMORY),
            configuration.findText(Setting.RUNNER_CPUS)));
  }
}
