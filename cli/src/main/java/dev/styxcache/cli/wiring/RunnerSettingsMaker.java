package dev.styxcache.cli.wiring;

import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.cli.call.KeyOverrides;
import dev.styxcache.cli.config.Configuration;
import dev.styxcache.cli.config.Setting;
import dev.styxcache.cli.context.LauncherFacts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Translates the configuration into the settings of a runner. */
public final class RunnerSettingsMaker {

  private static final String ENVIRON = Setting.RUNNER_ENVIRON.key();

  private RunnerSettingsMaker() {}

  /**
   * Makes settings.
   *
   * @param configuration the configuration
   * @param provider creates the runner. One that is not the configured runner gets neither that
   *     one's executable nor its tools' environment
   * @param workingDirectory where relative paths start
   * @param overrides what a request sets in place of the environment and the configuration
   * @return the settings
   */
  public static RunnerSettings of(
      Configuration configuration,
      RunnerProvider provider,
      Path workingDirectory,
      KeyOverrides overrides) {
    Set<String> general = new HashSet<>(provider.generalOptions());
    if (!provider.name().equals(configuration.text(Setting.RUNNER_TYPE))) {
      general.remove(ENVIRON);
      general.remove(Setting.RUNNER_EXECUTABLE.key());
    }
    Map<String, Object> options = configuration.runnerOptions(provider.name(), general);
    Map<String, String> restored = new HashMap<>(LauncherFacts.changed());
    Set<String> withheld = new HashSet<>(LauncherFacts.added());
    Map<String, String> environ = general.contains(ENVIRON) ? environ(options) : restored;
    overrides
        .env()
        .orElse(Map.of())
        .forEach(
            (name, value) -> {
              environ.remove(name);
              value.ifPresentOrElse(
                  text -> environ.put(name, text),
                  () -> {
                    restored.remove(name);
                    withheld.add(name);
                  });
            });
    return new RunnerSettings(
        workingDirectory,
        configuration.directory(Setting.RUNNER_DATA_DIR),
        new InheritedVariables(withheld, restored),
        options);
  }

  /** The option {@code environ}, replaced by a copy that can be changed. */
  private static Map<String, String> environ(Map<String, Object> options) {
    Map<String, String> environ = new HashMap<>();
    if (options.get(ENVIRON) instanceof Map<?, ?> configured) {
      configured.forEach((name, value) -> environ.put(String.valueOf(name), (String) value));
    }
    options.put(ENVIRON, environ);
    return environ;
  }
}
