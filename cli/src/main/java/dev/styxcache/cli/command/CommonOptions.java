package dev.styxcache.cli.command;

import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.ConfigurationLoader;
import dev.styxcache.configuration.ConfigurationLoader.OptionValue;
import dev.styxcache.configuration.Places;
import dev.styxcache.configuration.Setting;
import dev.styxcache.configuration.assembly.Adapters;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Options that several commands share, and their effect on the configuration. */
public final class CommonOptions {

  /** The cache directory. */
  static final Option CACHE_DIR = Option.single("DIR", "The cache directory.", "--cache-dir");

  /** A configuration file. */
  static final Option CONFIG =
      Option.single("FILE", "A configuration file, which overrides the default ones.", "--config");

  /** Catalogues of tools. */
  static final Option CATALOG =
      Option.repeated(
          "PATH",
          "A catalogue of descriptors: a directory, or a .tar.gz or .zip archive. Of several, the"
              + " first that has a tool counts.",
          "--catalog");

  /** JSON output. */
  static final Option JSON = Option.flag("Write the result as JSON.", "--json");

  /** The log and stack traces. */
  public static final Option DEBUG =
      Option.flag("Show the log, and stack traces of failures.", "--debug");

  /** Cache mode {@code off}. */
  static final Option NO_CACHE = Option.flag("Run without the cache.", "--no-cache");

  /** Cache mode {@code refresh}. */
  static final Option REFRESH =
      Option.flag("Always run the tool, and replace the entry.", "--refresh");

  /** Cache mode {@code read-only}. */
  static final Option READ_ONLY =
      Option.flag("Use existing entries, and never write any.", "--read-only");

  /** The runner. */
  static final Option RUNNER =
      Option.single("NAME", "The runner: local, dry, or another that is installed.", "--runner");

  /** Additional variables in the key. */
  static final Option ENV =
      Option.repeated(
          "NAME",
          "Adds a variable of the environment to those that are part of the key. A tool in a"
              + " container is given it.",
          "-e",
          "--env");

  /** Names of inputs in the key. */
  static final Option INPUT_NAMES =
      Option.flag(
          "Makes the names of the inputs part of the key, for tools that read meaning from them.",
          "--input-names");

  /** Standard input as an input. */
  static final Option STDIN =
      Option.flag("Makes standard input an input. Without it the tool reads nothing.", "--stdin");

  private static final Map<Option, String> MODES =
      Map.of(NO_CACHE, "off", REFRESH, "refresh", READ_ONLY, "read-only");

  private CommonOptions() {}

  /**
   * The configuration that holds for a command.
   *
   * @param arguments the parsed arguments
   * @param context the surroundings of the process
   * @return the configuration
   * @throws UsageException if any of its sources is wrong
   */
  static Configuration configuration(Arguments arguments, Context context) {
    Map<Setting, OptionValue> options = new EnumMap<>(Setting.class);
    arguments
        .value(CACHE_DIR)
        .ifPresent(
            value -> options.put(Setting.CACHE_DIR, new OptionValue(value, CACHE_DIR.longName())));
    arguments
        .value(RUNNER)
        .ifPresent(
            value -> options.put(Setting.RUNNER_TYPE, new OptionValue(value, RUNNER.longName())));
    List<String> catalogs = arguments.values(CATALOG);
    if (!catalogs.isEmpty()) {
      options.put(
          Setting.TOOLS_CATALOGS,
          new OptionValue(CanonicalJson.write(Json.texts(catalogs)), CATALOG.longName()));
    }
    List<Option> modes = List.of(NO_CACHE, REFRESH, READ_ONLY);
    List<String> given = arguments.namesOfGiven(modes);
    if (given.size() > 1) {
      throw new UsageException(
          "options " + String.join(" and ", given) + " exclude each other; choose one");
    }
    modes.stream()
        .filter(arguments::has)
        .forEach(
            mode ->
                options.put(
                    Setting.CACHE_MODE,
                    new OptionValue(MODES.getOrDefault(mode, ""), mode.longName())));
    Places places = Places.of(context.workingDirectory(), context.environment());
    return ConfigurationLoader.load(places, options, arguments.value(CONFIG), Adapters::tables)
        .withMoreVariables(variables(arguments), "option " + ENV.longName())
        .withInputNames(arguments.has(INPUT_NAMES), "option " + INPUT_NAMES.longName());
  }

  private static List<String> variables(Arguments arguments) {
    List<String> names = arguments.values(ENV);
    for (String name : names) {
      if (name.isEmpty() || name.indexOf('=') >= 0) {
        throw new UsageException(
            "option --env "
                + name
                + " is not the name of a variable; its value is taken from the"
                + " environment");
      }
    }
    return names;
  }
}
