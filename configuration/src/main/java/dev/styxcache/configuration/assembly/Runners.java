package dev.styxcache.configuration.assembly;

import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.InvalidConfigurationException;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.TrustTagResolver;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.application.spi.RunnerHealth;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.RunnerSettings;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Creates the configured runner, and the resolver of its container images. */
public final class Runners {

  /** The name that stands for whichever runner works. */
  public static final String AUTO = "auto";

  private static final String ENVIRON = Setting.RUNNER_ENVIRON.key();

  private Runners() {}

  /**
   * Creates the configured runner. Starts nothing.
   *
   * @param configuration the configuration
   * @param caller what its tools get from the caller
   * @return the runner
   * @throws InvalidConfigurationException if there is no such runner, or it refuses its settings
   */
  public static Runner create(Configuration configuration, CallerEnvironment caller) {
    return create(configuration, Setting.RUNNER_TYPE, caller);
  }

  /**
   * Creates the configured resolver of container images.
   *
   * @param configuration the configuration
   * @param runner the configured runner, which resolves them unless configured otherwise
   * @param caller what its tools get from the caller
   * @return the resolver
   * @throws InvalidConfigurationException if there is no such runner, or it refuses its settings
   */
  public static ImageDigestResolver images(
      Configuration configuration, Runner runner, CallerEnvironment caller) {
    ImageDigestResolver others = unlockedImages(configuration, runner, caller);
    Path file = imageLock(configuration, caller);
    return Files.exists(file)
        ? ImageLock.read(file).before(lockedEngine(configuration), others)
        : others;
  }

  /**
   * The lock file of images.
   *
   * @param configuration the configuration
   * @param caller where relative paths start
   * @return the file, which may be missing
   */
  public static Path imageLock(Configuration configuration, CallerEnvironment caller) {
    return caller.workingDirectory().resolve(configuration.text(Setting.POLICY_IMAGE_LOCK));
  }

  /**
   * The engine whose digests are taken from the lock file.
   *
   * @param configuration the configuration
   * @return the engine that resolves images; {@code registry} for digests of registries
   */
  public static String lockedEngine(Configuration configuration) {
    String way = configuration.text(Setting.POLICY_IMAGE_DIGEST);
    String engine = way.equals("auto") ? configuration.text(Setting.RUNNER_TYPE) : way;
    return engine.equals("singularity") ? "apptainer" : engine;
  }

  /**
   * As {@link #images}, without the lock file.
   *
   * @param configuration the configuration
   * @param runner the configured runner
   * @param caller what its tools get from the caller
   * @return the resolver
   * @throws InvalidConfigurationException if there is no such runner, or it refuses its settings
   */
  public static ImageDigestResolver unlockedImages(
      Configuration configuration, Runner runner, CallerEnvironment caller) {
    return switch (configuration.text(Setting.POLICY_IMAGE_DIGEST)) {
      case "auto" -> runner.images();
      case "registry" -> runner.registryImages();
      case "trust-tag" -> new TrustTagResolver();
      default -> create(configuration, Setting.POLICY_IMAGE_DIGEST, caller).images();
    };
  }

  private static Runner create(
      Configuration configuration, Setting setting, CallerEnvironment caller) {
    String name = configuration.text(setting);
    RunnerProvider provider =
        name.equals(AUTO)
            ? firstThatWorks(configuration, caller)
            : Adapters.runner(name, configuration.origin(setting));
    try {
      return provider.create(settings(configuration, provider, caller));
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationException(
          "the runner \"" + name + "\" cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Finds the kind of runner that {@code runner.type = "auto"} stands for: the first that works
   * here of docker, podman, Apptainer and local.
   *
   * @param configuration the configuration
   * @param caller what its tools get from the caller
   * @return the provider of this kind
   * @throws InvalidConfigurationException if none works; the message has the reason of each
   */
  public static RunnerProvider firstThatWorks(
      Configuration configuration, CallerEnvironment caller) {
    List<String> reasons = new ArrayList<>();
    for (String name : dev.styxcache.application.api.caching.Runners.TRIED_BY_AUTO) {
      RunnerProvider provider = Adapters.runner(name, configuration.origin(Setting.RUNNER_TYPE));
      try {
        RunnerHealth health = provider.check(settings(configuration, provider, caller));
        if (health instanceof RunnerHealth.Unusable unusable) {
          reasons.add(name + ": " + unusable.reason());
        } else {
          return provider;
        }
      } catch (IllegalArgumentException e) {
        reasons.add(name + ": " + e.getMessage());
      }
    }
    throw new InvalidConfigurationException(
        "runner.type is \"auto\" ("
            + configuration.origin(Setting.RUNNER_TYPE)
            + "), and no runner works here: "
            + String.join("; ", reasons));
  }

  /**
   * Translates the configuration into the settings of a runner.
   *
   * @param configuration the configuration
   * @param provider creates the runner. One that is not the configured runner gets neither that
   *     one's executable nor its tools' environment
   * @param caller what its tools get from the caller
   * @return the settings
   */
  public static RunnerSettings settings(
      Configuration configuration, RunnerProvider provider, CallerEnvironment caller) {
    Set<String> general = new HashSet<>(provider.generalOptions());
    String type = configuration.text(Setting.RUNNER_TYPE);
    if (!provider.name().equals(type)) {
      if (!type.equals(AUTO)) {
        general.remove(ENVIRON);
      }
      general.remove(Setting.RUNNER_EXECUTABLE.key());
    }
    Map<String, Object> options = configuration.runnerOptions(provider.name(), general);
    Map<String, String> restored = new HashMap<>(caller.inherited().restored());
    Set<String> withheld = new HashSet<>(caller.inherited().withheld());
    Map<String, String> environ = general.contains(ENVIRON) ? environ(options) : new HashMap<>();
    for (Map.Entry<String, Optional<String>> override : caller.overrides().entrySet()) {
      String name = override.getKey();
      environ.remove(name);
      // As if the caller's environment had it: the overrides are listed variables of the key.
      if (override.getValue().isPresent()) {
        withheld.remove(name);
        restored.put(name, override.getValue().get());
      } else {
        restored.remove(name);
        withheld.add(name);
      }
    }
    return new RunnerSettings(
        caller.workingDirectory(),
        configuration.directory(Setting.RUNNER_DATA_DIR),
        new InheritedVariables(withheld, restored),
        options,
        Hashers.memo(configuration));
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
