package dev.styxcache.cli.doctor;

import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.application.spi.RunnerHealth;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.cli.call.KeyOverrides;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.wiring.RunComponents;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import dev.styxcache.configuration.assembly.Adapters;
import dev.styxcache.configuration.assembly.CallerEnvironment;
import dev.styxcache.configuration.assembly.Runners;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks whether this machine has what runners need. A runner that is not configured and would not
 * work is reported, but is not a fault.
 */
public final class RunnerCheck {

  private final Configuration configuration;
  private final Context context;
  private final String runner;
  private final String imageDigest;

  private RunnerCheck(Configuration configuration, Context context) {
    this.configuration = configuration;
    this.context = context;
    this.runner = runner(configuration, context);
    this.imageDigest = configuration.text(Setting.POLICY_IMAGE_DIGEST);
  }

  /**
   * Checks all installed runners.
   *
   * @param configuration the configuration
   * @param context the environment
   * @return one finding for the configured runner, and one for each other that needs something
   */
  public static List<Finding> check(Configuration configuration, Context context) {
    return new RunnerCheck(configuration, context).check();
  }

  private List<Finding> check() {
    List<Finding> findings = new ArrayList<>();
    try {
      Adapters.runner(runner, configuration.origin(Setting.RUNNER_TYPE));
      boolean auto = configuration.text(Setting.RUNNER_TYPE).equals(Runners.AUTO);
      findings.add(
          Finding.sound(
              "runner",
              runner
                  + (auto ? " (the first that works)" : "")
                  + "; available: "
                  + String.join(", ", Adapters.runnerNames())));
    } catch (StyxCacheException e) {
      findings.add(Finding.fault("runner", String.valueOf(e.getMessage())));
    }
    for (RunnerProvider provider : Adapters.runners()) {
      RunnerHealth health = health(provider);
      boolean used = provider.name().equals(runner) || provider.name().equals(imageDigest);
      if (health instanceof RunnerHealth.Unusable unusable) {
        findings.add(
            used
                ? Finding.fault(provider.name(), unusable.reason())
                : Finding.sound(
                    provider.name(), "not used, and would not work: " + unusable.reason()));
      } else if (health instanceof RunnerHealth.Ready ready && !ready.detail().isEmpty()) {
        findings.add(Finding.sound(provider.name(), ready.detail()));
      }
    }
    return findings;
  }

  private static String runner(Configuration configuration, Context context) {
    String type = configuration.text(Setting.RUNNER_TYPE);
    if (!type.equals(Runners.AUTO)) {
      return type;
    }
    try {
      return Runners.firstThatWorks(configuration, caller(context)).name();
    } catch (StyxCacheException e) {
      return type; // Reported as a runner that does not exist, with what exists.
    }
  }

  private static CallerEnvironment caller(Context context) {
    return RunComponents.caller(context.workingDirectory(), KeyOverrides.none());
  }

  private RunnerHealth health(RunnerProvider provider) {
    try {
      return provider.check(Runners.settings(configuration, provider, caller(context)));
    } catch (IllegalArgumentException | StyxCacheException e) {
      return new RunnerHealth.Unusable(String.valueOf(e.getMessage()));
    }
  }
}
