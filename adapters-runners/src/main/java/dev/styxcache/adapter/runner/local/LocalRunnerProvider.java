package dev.styxcache.adapter.runner.local;

import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.Options;
import dev.styxcache.application.spi.RunnerHealth;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.RunnerSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Creates local runners, under the name {@code local}. */
public final class LocalRunnerProvider implements RunnerProvider {

  private static final String ENVIRON = "environ";
  private static final String SANDBOX = "sandbox";
  private static final String SOFTWARE_DIRS = "software_dirs";

  private enum Sandbox {
    NONE,
    BUBBLEWRAP
  }

  /** For {@link java.util.ServiceLoader}. */
  public LocalRunnerProvider() {}

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Set<String> generalOptions() {
    return Set.of(ENVIRON, SANDBOX, SOFTWARE_DIRS);
  }

  @Override
  public Runner create(RunnerSettings settings) {
    return builder(settings).build();
  }

  private static LocalRunner.Builder builder(RunnerSettings settings) {
    Options options = new Options("runner.local", settings.options());
    LocalRunner.Builder builder =
        LocalRunner.builder()
            .workingDirectory(settings.workingDirectory())
            .dataDirectory(settings.dataDirectory())
            .inherited(settings.inherited())
            .environment(options.textMap(ENVIRON))
            .softwareDirectories(options.texts(SOFTWARE_DIRS).stream().map(Path::of).toList());
    if (options.choice(SANDBOX, Sandbox.NONE) == Sandbox.BUBBLEWRAP) {
      builder.bubblewrap();
    }
    options.refuseOthers();
    return builder;
  }

  /** Tries the sandbox, which is a fault only if tools are to run in it. */
  @Override
  public RunnerHealth check(RunnerSettings settings) {
    boolean wanted = builder(settings).build().sandbox().isPresent();
    Optional<String> fault =
        builder(settings).bubblewrap().build().sandbox().flatMap(Bubblewrap::findFault);
    if (fault.isEmpty()) {
      return new RunnerHealth.Ready(
          "bubblewrap works" + (wanted ? "" : "; runner.sandbox = \"bubblewrap\" would use it"));
    } else if (wanted) {
      return new RunnerHealth.Unusable(fault.get());
    }
    return new RunnerHealth.Ready("there is no sandbox (runner.sandbox), and none would work");
  }
}
