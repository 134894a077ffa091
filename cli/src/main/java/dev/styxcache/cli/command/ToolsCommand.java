package dev.styxcache.cli.command;

import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.tool.Catalogs;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.ToolCatalog;
import dev.styxcache.tools.ToolSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code styxcache tools}: lists the tools of the catalogues. */
final class ToolsCommand implements Command {

  private static final Option SEARCH =
      Option.single(
          "WORDS", "Only tools with all of these words in name or description.", "--search");

  /** Maximum length of a description in the list, in characters. */
  private static final int SHOWN = 100;

  @Override
  public Syntax syntax() {
    return new Syntax(
        "tools",
        "Lists the tools that styxcache tool can call.",
        List.of(
            SEARCH,
            CommonOptions.CATALOG,
            CommonOptions.CONFIG,
            CommonOptions.JSON,
            CommonOptions.DEBUG),
        "",
        false,
        List.of("", "Example:", "  styxcache tools --search 'brain extraction'"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    ToolCatalog catalog = Catalogs.require(CommonOptions.configuration(arguments, context));
    Optional<String> words = arguments.value(SEARCH);
    List<ToolSummary> tools = words.isPresent() ? catalog.search(words.get()) : catalog.list();
    boolean json = arguments.has(CommonOptions.JSON);
    StringBuilder lines = new StringBuilder();
    for (ToolSummary tool : tools) {
      lines.append(json ? json(tool) : line(tool)).append('\n');
    }
    context.output().print(lines.toString());
    return tools.isEmpty() ? ExitCode.NO : ExitCode.OK;
  }

  private static String line(ToolSummary tool) {
    String about = tool.description().strip().replaceAll("\\s+", " ");
    String shown = about.length() <= SHOWN ? about : about.substring(0, SHOWN - 1) + "…";
    return shown.isEmpty() ? tool.name() : tool.name() + "  " + shown;
  }

  private static String json(ToolSummary tool) {
    return CanonicalJson.write(
        Json.textMap(
            Map.of(
                "name", tool.name(),
                "version", tool.version(),
                "format", tool.format().formatName(),
                "description", tool.description())));
  }
}
