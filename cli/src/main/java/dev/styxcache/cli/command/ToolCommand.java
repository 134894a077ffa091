package dev.styxcache.cli.command;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.Runner;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
import dev.styxcache.cli.arguments.PicocliParser;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.execution.CallExecutor;
import dev.styxcache.cli.execution.RunOutcome;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.tool.Catalogs;
import dev.styxcache.cli.tool.DescribedCall;
import dev.styxcache.cli.tool.ParametersReader;
import dev.styxcache.cli.tool.PlanRequests;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.DescribedTool;
import dev.styxcache.tools.Made;
import dev.styxcache.tools.model.StreamOutput;
import dev.styxcache.tools.options.ToolHelp;
import dev.styxcache.tools.plan.Plan;
import dev.styxcache.tools.validate.FileProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  private static final Option REQUIRE =
      Option.repeated("NAME", "An output that the tool must make.", "--require");

  @Override
  public Syntax syntax() {
    List<Option> options =
        new ArrayList<>(
            List.of(
                CommonOptions.CATALOG,
                PARAMS,
                PLAN,
                REQUESTS,
                REQUIRE,
                CommonOptions.ENV,
                CommonOptions.RUNNER,
                CommonOptions.CACHE_DIR,
                CommonOptions.CONFIG,
                CommonOptions.NO_CACHE,
                CommonOptions.REFRESH,
                CommonOptions.READ_ONLY,
                RunCommand.KEEP_FAILED,
                CommonOptions.JSON,
                CommonOptions.DEBUG,
                Option.HELP));
    options.addAll(ExportOptions.ALL);
    return new Syntax(
        "tool",
        "Calls a tool by its name in a catalogue, through the cache.",
        options,
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
      context.output().print(ToolHelp.of(tool, operands.get(0)));
      return ExitCode.OK;
    }
    if (arguments.has(PLAN)) {
      Json.Obj parameters = parameters(tool, arguments, FileProbe.ANY, context);
      context.output().line(CanonicalJson.write(Plan.of(tool, parameters)));
      return ExitCode.OK;
    }
    return new DescribedRun(tool, arguments, context).execute();
  }

  private static Json.Obj parameters(
      DescribedTool tool, Arguments arguments, FileProbe files, Context context) {
    List<String> options = arguments.operands().subList(1, arguments.operands().size());
    return ParametersReader.read(tool, arguments.value(PARAMS), options, files, context);
  }

  /** A run of a described tool, whose outputs have names. */
  private static final class DescribedRun extends CallRun {
    private final DescribedTool tool;
    private final Arguments arguments;
    private final Context context;
    private @Nullable DescribedCall call;
    private Map<String, Made> made = Map.of();

    DescribedRun(DescribedTool tool, Arguments arguments, Context context) {
      super(arguments, context);
      this.tool = tool;
      this.arguments = arguments;
      this.context = context;
    }

    @Override
    ToolCall call(Configuration configuration) {
      Path directory = context.workingDirectory();
      Json.Obj parameters = parameters(tool, arguments, DescribedCall.filesIn(directory), context);
      call = new DescribedCall(tool, parameters, arguments.values(REQUIRE));
      return call.toolCall(directory);
    }

    private DescribedCall described() {
      return Objects.requireNonNull(call, "the call is made first");
    }

    @Override
    void check(Runner runner) {
      tool.requireEnvironment(runner.environment());
    }

    @Override
    OutputHandler stdout(OutputHandler shown) {
      return described().keeping(StreamOutput.Stream.STDOUT, shown);
    }

    @Override
    OutputHandler stderr(OutputHandler shown) {
      return described().keeping(StreamOutput.Stream.STDERR, shown);
    }

    @Override
    RunOutcome exported(RunOutcome outcome, CallExecutor executor) {
      made = described().made(outcome, executor);
      return DescribedCall.exported(outcome, made);
    }

    @Override
    Map<String, Json> members(RunOutcome outcome) {
      return outcome.members(DescribedCall.json(made));
    }
  }

  private static int requests(Arguments arguments, Configuration configuration, Context context) {
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
