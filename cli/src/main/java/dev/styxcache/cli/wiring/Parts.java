package dev.styxcache.cli.wiring;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.application.api.CacheFailures;
import dev.styxcache.application.api.CacheMode;
import dev.styxcache.application.api.CachePolicy;
import dev.styxcache.application.api.ImageDigestResolver;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.TrustTagResolver;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.cli.call.KeyOverrides;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.config.Configuration;
import dev.styxcache.cli.config.Setting;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.domain.key.ImageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parts that one call of a tool needs, whether it is run or only its key is made.
 *
 * @param runner the base runner
 * @param policy what counts as the same run
 * @param hasher digests the inputs
 * @param images resolves the container image
 * @param bypassed why the cache is not used for this call, where it is not
 */
public record Parts(
    Runner runner,
    CachePolicy policy,
    ContentHasher hasher,
    ImageDigestResolver images,
    Optional<String> bypassed) {

  /**
   * Chooses the parts.
   *
   * @param configuration the configuration
   * @param call the call
   * @param progress is told how far hashing has come
   * @return the parts
   * @throws UsageException if the configuration names what there is not
   */
  public static Parts of(Configuration configuration, ToolCall call, ByteProgress progress) {
    Runner runner = runner(configuration, Setting.RUNNER_TYPE, call);
    return new Parts(
        runner,
        policy(configuration, call),
        Hashers.create(configuration, progress),
        images(configuration, call, runner),
        bypassed(configuration, call, runner));
  }

  /** The runner that a setting names. */
  private static Runner runner(Configuration configuration, Setting setting, ToolCall call) {
    String name = configuration.text(setting);
    RunnerProvider provider = Adapters.runner(name, configuration.origin(setting));
    try {
      return provider.create(
          RunnerSettingsMaker.of(
              configuration, provider, call.workingDirectory(), call.overrides()));
    } catch (IllegalArgumentException e) {
      throw new UsageException("the runner \"" + name + "\" cannot be used: " + e.getMessage(), e);
    }
  }

  private static CachePolicy policy(Configuration configuration, ToolCall call) {
    KeyOverrides overrides = call.overrides();
    Set<String> allowlist =
        overrides
            .env()
            .map(Map::keySet)
            .orElseGet(() -> Set.copyOf(configuration.texts(Setting.POLICY_ENV_ALLOWLIST)));
    return CachePolicy.builder()
        .mode(mode(configuration))
        .envAllowlist(allowlist)
        .extra(overrides.extra().orElseGet(() -> configuration.textMap(Setting.POLICY_EXTRA)))
        .bypassTools(Set.copyOf(configuration.texts(Setting.POLICY_BYPASS_TOOLS)))
        .inputNames(configuration.flag(Setting.POLICY_INPUT_NAMES))
        .outputs(call.missingOutputs())
        .failures(
            configuration.text(Setting.STORE_ON_ERROR).equals("fail")
                ? CacheFailures.FAIL
                : CacheFailures.WARN)
        .build();
  }

  private static CacheMode mode(Configuration configuration) {
    String name = configuration.text(Setting.CACHE_MODE);
    return switch (name) {
      case "read-write" -> CacheMode.READ_WRITE;
      case "read-only" -> CacheMode.READ_ONLY;
      case "refresh" -> CacheMode.REFRESH;
      case "off" -> CacheMode.OFF;
      default -> throw new IllegalStateException("a mode that was not checked: " + name);
    };
  }

  private static ImageDigestResolver images(
      Configuration configuration, ToolCall call, Runner runner) {
    Optional<String> given = call.overrides().imageDigest();
    if (given.isPresent()) {
      ImageDigest digest = new ImageDigest(given.get());
      return tag -> new ImageDigestResolver.Resolution.Resolved(digest);
    }
    String name = configuration.text(Setting.POLICY_IMAGE_DIGEST);
    return switch (name) {
      case "auto" -> runner.images();
      case "trust-tag" -> new TrustTagResolver();
      default -> runner(configuration, Setting.POLICY_IMAGE_DIGEST, call).images();
    };
  }

  private static Optional<String> bypassed(
      Configuration configuration, ToolCall call, Runner runner) {
    String tool = call.metadata().qualifiedName();
    if (!runner.cacheable()) {
      return Optional.of(
          "the runner \"" + configuration.text(Setting.RUNNER_TYPE) + "\" makes no outputs");
    } else if (mode(configuration) == CacheMode.OFF) {
      return Optional.of("cache.mode is off by " + configuration.origin(Setting.CACHE_MODE));
    } else if (configuration.texts(Setting.POLICY_BYPASS_TOOLS).contains(tool)) {
      return Optional.of(
          tool + " is in bypass_tools by " + configuration.origin(Setting.POLICY_BYPASS_TOOLS));
    }
    return Optional.empty();
  }
}
