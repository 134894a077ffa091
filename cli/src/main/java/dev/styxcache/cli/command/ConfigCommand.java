package dev.styxcache.cli.command;

import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.ConfigurationText;
import java.util.List;

/** {@code styxcache config}: prints the effective configuration. */
final class ConfigCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "config",
        "Prints the effective configuration, and the origin of each value.",
        List.of(
            CommonOptions.RUNNER,
            CommonOptions.ENV,
            CommonOptions.CACHE_DIR,
            CommonOptions.CONFIG,
            CommonOptions.NO_CACHE,
            CommonOptions.REFRESH,
            CommonOptions.READ_ONLY,
            CommonOptions.JSON,
            CommonOptions.DEBUG),
        "",
        false,
        List.of("", "Example:", "  styxcache config"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    Configuration configuration = CommonOptions.configuration(arguments, context);
    if (arguments.has(CommonOptions.JSON)) {
      context.output().line(ConfigurationText.json(configuration));
    } else {
      context.output().print(ConfigurationText.toml(configuration));
    }
    return ExitCode.OK;
  }
}
