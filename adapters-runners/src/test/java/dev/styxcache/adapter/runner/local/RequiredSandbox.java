package dev.styxcache.adapter.runner.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.styxcache.application.spi.RunnerHealth;
import dev.styxcache.application.spi.RunnerSettings;
import java.util.HashMap;
import java.util.Map;

/**
 * The sandbox that a test needs. If bubblewrap does not work here, the test is skipped with the
 * reason; if {@code STYX_TESTS_REQUIRE} is set, as in continuous integration, it fails.
 */
final class RequiredSandbox {

  private RequiredSandbox() {}

  /** The same settings with the sandbox. */
  static RunnerSettings in(RunnerSettings settings) {
    Map<String, Object> options = new HashMap<>(settings.options());
    options.put("sandbox", "bubblewrap");
    return new RunnerSettings(
        settings.workingDirectory(), settings.dataDirectory(), settings.inherited(), options);
  }

  static void require() {
    RunnerHealth health = new LocalRunnerProvider().check(in(RunnerSettings.defaults()));
    if (health instanceof RunnerHealth.Unusable unusable) {
      if (System.getenv("STYX_TESTS_REQUIRE") != null) {
        throw new AssertionError(unusable.reason());
      }
      assumeTrue(false, unusable.reason());
    }
  }
}
