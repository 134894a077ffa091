package dev.styxcache.cli.command;

import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
import dev.styxcache.cli.arguments.PicocliParser;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.tool.Catalogs;
import dev.styxcache.cli.tool.ParametersReader;
import dev.styxcache.cli.tool.PlanRequests;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.DescribedTool;
import dev.styxcache.tools.options.ToolHelp;
import dev.styxcache.tools.plan.Plan;
import dev.styxcache.tools.validate.FileProbe;
import java.util.List;

/**
 * {@code styxcache tool}: calls a tool by its name in a catalogue, with the parameters of its
 * descriptor. All that stands behind the name is the tool's.
 */
final class ToolCommand implements Command {

  private static final Option PARAMS =
      Option.single(
          "FILE", "Read parameters from a file of JSON; - is standard input.", "--params");
  private static final Option PLAN =
      Option.flag("Print what would be called, as JSON, and run nothing.", "--plan");
  private static final Option REQUESTS =
      Option.single(
          "FILE",
          "With --plan: print a line for each line of a file, a JSON object whose @type names the"
              + " tool.",
          "--requests");

  @Override
  public Syntax syntax() {
    return new Syntax(
        "tool",
        "Calls a tool by its name in a catalogue, through the cache.",
        List.of(
            CommonOptions.CATALOG,
            PARAMS,
            PLAN,
            REQUESTS,
            CommonOptions.CONFIG,
            CommonOptions.DEBUG,
            Option.HELP),
        "NAME [--PARAMETER VALUE]...",
        true,
        List.of(
            "",
            "NAME is a tool of a catalogue, such as fsl/bet, or the path of a descriptor.",
            "Options of styxcache stand before NAME; --help NAME explains the tool's parameters.",
            "",
            "Examples:",
            "  styxcache tool fsl/bet --infile t1.nii.gz --maskfile brain",
            "  styxcache tool --help fsl/bet",
            "  styxcache tool --plan --params call.json ./mytool.json"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    List<String> operands = arguments.operands();
    if (arguments.has(Option.HELP) && operands.isEmpty()) {
      context
          .output()
          .print(
              new PicocliParser(List.of(syntax()), "", context.terminal().colour())
                  .usage(syntax().name()));
      return ExitCode.OK;
    }
    Configuration configuration = CommonOptions.configuration(arguments, context);
    if (arguments.has(REQUESTS)) {
      return requests(arguments, configuration, context);
    } else if (operands.isEmpty()) {
      throw new UsageException(
          "which tool? Name one, such as fsl/bet; styxcache tools lists those that there are");
    }
    DescribedTool tool = Catalogs.tool(operands.get(0), configuration, context);
    if (arguments.has(Option.HELP)) {
      context.output().print(ToolHelp.of(tool));
      return ExitCode.OK;
    }
    List<String> options = operands.subList(1, operands.size());
    Json.Obj parameters =
        ParametersReader.read(tool, arguments.value(PARAMS), options, FileProbe.ANY, context);
    context.output().line(CanonicalJson.write(Plan.of(tool, parameters)));
    return ExitCode.OK;
  }

  private static int requests(
      Arguments arguments, Configuration configuration, Context context) {
    if (!arguments.has(PLAN)) {
      throw new UsageException("option --requests plans calls only; give --plan as well");
    } else if (!arguments.operands().isEmpty() || arguments.has(PARAMS)) {
      throw new UsageException(
          "option --requests takes tools and parameters from its file; leave the others out");
    }
    PlanRequests.answer(
        arguments.value(REQUESTS).orElseThrow(), Catalogs.require(configuration), context);
    return ExitCode.OK;
  }
}
