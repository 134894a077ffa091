package dev.styxcache.cli.wiring;

import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.UndeclaredFiles;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.InheritedVariables;
import dev.styxcache.cli.call.KeyOverrides;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.context.LauncherFacts;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import dev.styxcache.configuration.assembly.CallerEnvironment;
import dev.styxcache.configuration.assembly.Runners;
import dev.styxcache.domain.key.ImageDigest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What one call of a tool needs, whether it is run or only its key is made: the configuration with
 * the overrides of the call.
 *
 * @param runner the base runner
 * @param policy what counts as the same run
 * @param hasher digests the inputs
 * @param images resolves the container image
 * @param bypassed the reason why this call bypasses the cache; empty if it does not
 */
public record RunComponents(
    Runner runner,
    CachePolicy policy,
    ContentHasher hasher,
    ImageDigestResolver images,
    Optional<String> bypassed) {

  /**
   * Finds the components.
   *
   * @param configuration the configuration
   * @param call the call
   * @param hasher digests the inputs
   * @return the components
   * @throws dev.styxcache.application.api.InvalidConfigurationException if the configuration names
   *     an adapter that does not exist, or that refuses its settings
   */
  public static RunComponents of(Configuration configuration, ToolCall call, ContentHasher hasher) {
    CallerEnvironment caller = caller(call.workingDirectory(), call.overrides());
    Runner runner = Runners.create(configuration, caller);
    CachePolicy policy = policy(configuration, call);
    return new RunComponents(
        runner,
        policy,
        hasher,
        images(configuration, call, runner, caller),
        bypassed(configuration, call, runner, policy));
  }

  /**
   * What tools get from the command line.
   *
   * @param workingDirectory where relative paths start, absolute
   * @param overrides has the variables that win over all others
   * @return the user's environment, not the launcher's, with the overrides
   */
  public static CallerEnvironment caller(Path workingDirectory, KeyOverrides overrides) {
    return new CallerEnvironment(
        workingDirectory,
        new InheritedVariables(LauncherFacts.added(), LauncherFacts.changed()),
        overrides.env().orElse(Map.of()));
  }

  private static CachePolicy policy(Configuration configuration, ToolCall call) {
    CachePolicy policy = configuration.policy().withOutputs(call.missingOutputs());
    if (call.isCommandLine()) {
      // Of a command line, undeclared files are looked for before its key is made.
      policy = policy.toBuilder().undeclared(UndeclaredFiles.IGNORE).build();
    }
    KeyOverrides overrides = call.overrides();
    if (overrides.env().isPresent()) {
      policy = policy.withEnvAllowlist(overrides.env().get().keySet());
    }
    return overrides.extra().isPresent() ? policy.withExtra(overrides.extra().get()) : policy;
  }

  private static ImageDigestResolver images(
      Configuration configuration, ToolCall call, Runner runner, CallerEnvironment caller) {
    Optional<String> given = call.overrides().imageDigest();
    if (given.isPresent()) {
      ImageDigest digest = new ImageDigest(given.get());
      return tag -> new ImageDigestResolver.Resolution.Resolved(digest);
    }
    return Runners.images(configuration, runner, caller);
  }

  private static Optional<String> bypassed(
      Configuration configuration, ToolCall call, Runner runner, CachePolicy policy) {
    String tool = call.metadata().qualifiedName();
    if (!runner.cacheable()) {
      return Optional.of(
          "the runner \"" + configuration.text(Setting.RUNNER_TYPE) + "\" makes no outputs");
    } else if (policy.mode() == CacheMode.OFF) {
      return Optional.of("cache.mode is off by " + configuration.origin(Setting.CACHE_MODE));
    } else if (policy.bypasses(call.metadata())) {
      return Optional.of(
          tool + " is in bypass_tools by " + configuration.origin(Setting.POLICY_BYPASS_TOOLS));
    }
    return Optional.empty();
  }
}
