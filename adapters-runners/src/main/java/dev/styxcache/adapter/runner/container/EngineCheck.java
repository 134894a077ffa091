package dev.styxcache.adapter.runner.container;

import dev.styxcache.application.api.ContainerEngineException;
import dev.styxcache.application.api.RunnerSettings;
import dev.styxcache.application.spi.RunnerHealth;
import java.time.Duration;

/** Looks whether an engine is there and answers. */
public final class EngineCheck {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private EngineCheck() {}

  /**
   * Asks an engine for its version.
   *
   * @param engine the engine
   * @param settings name its executable, where it is not the usual one
   * @return where it is and which version, or what is wrong and the next step
   */
  public static RunnerHealth check(Engine engine, RunnerSettings settings) {
    EngineClient client = new EngineClient(engine, settings);
    EngineTraits traits = engine.traits();
    try {
      EngineCall call = client.call(LIMIT, traits.version());
      return call.succeeded()
          ? new RunnerHealth.Ready(
              client.executable() + ", version " + number(call.output().strip()))
          : new RunnerHealth.Unusable(
              EngineFault.describe(traits.name(), traits.faults(), call.errors(), "any"));
    } catch (ContainerEngineException e) {
      return new RunnerHealth.Unusable(String.valueOf(e.getMessage()));
    }
  }

  /** Some say their name before it. */
  private static String number(String version) {
    return version.substring(version.lastIndexOf(' ') + 1);
  }
}
