package dev.styxcache.adapter.runner.local;

import dev.styxcache.application.api.Runner;
import dev.styxcache.application.spi.Options;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.application.spi.RunnerSettings;
import java.nio.file.Path;
import java.util.Set;

/** Creates local runners, under the name {@code local}. */
public final class LocalRunnerProvider implements RunnerProvider {

  private static final String ENVIRON = "environ";
  private static final String SOFTWARE_DIRS = "software_dirs";

  /** For {@link java.util.ServiceLoader}. */
  public LocalRunnerProvider() {}

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Set<String> generalOptions() {
    return Set.of(ENVIRON, SOFTWARE_DIRS);
  }

  @Override
  public Runner create(RunnerSettings settings) {
    Options options = new Options("runner.local", settings.options());
    LocalRunner runner =
        LocalRunner.builder()
            .workingDirectory(settings.workingDirectory())
            .dataDirectory(settings.dataDirectory())
            .inherited(settings.inherited())
            .environment(options.textMap(ENVIRON))
            .softwareDirectories(options.texts(SOFTWARE_DIRS).stream().map(Path::of).toList())
            .build();
    options.refuseOthers();
    return runner;
  }
}
