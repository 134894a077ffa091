package dev.styxcache.cli.command;

import dev.styxcache.application.api.StyxCacheException;
import dev.styxcache.application.spi.RunnerProvider;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.call.KeyOverrides;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.wiring.RunComponents;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import dev.styxcache.configuration.assembly.Adapters;
import dev.styxcache.configuration.assembly.Runners;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code styxcache clean}: removes what killed runs left behind. */
final class CleanCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "clean",
        "Removes containers and folders of runs whose process is gone, and nothing else.",
        List.of(CommonOptions.CONFIG, CommonOptions.DEBUG),
        "",
        false,
        List.of("", "Example:", "  styxcache clean"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    Configuration configuration = CommonOptions.configuration(arguments, context);
    Set<String> removed = new TreeSet<>();
    int code = ExitCode.OK;
    for (RunnerProvider provider : Adapters.runners()) {
      try {
        removed.addAll(
            provider.removeOrphans(
                Runners.settings(
                    configuration,
                    provider,
                    RunComponents.caller(context.workingDirectory(), KeyOverrides.none()))));
      } catch (StyxCacheException | IllegalArgumentException e) {
        context.notice(provider.name() + ": " + e.getMessage());
        // An engine that is not used here need not work.
        if (provider.name().equals(configuration.text(Setting.RUNNER_TYPE))) {
          code = ExitCode.NO;
        }
      }
    }
    removed.forEach(context.output()::line);
    if (removed.isEmpty()) {
      context.output().line("nothing to remove");
    }
    return code;
  }
}
