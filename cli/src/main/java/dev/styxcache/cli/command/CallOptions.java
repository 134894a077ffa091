package dev.styxcache.cli.command;

import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
import dev.styxcache.cli.call.Argument;
import dev.styxcache.cli.call.CallInput;
import dev.styxcache.cli.call.CallOutput;
import dev.styxcache.cli.call.CommandTemplate;
import dev.styxcache.cli.call.InputViews;
import dev.styxcache.cli.call.KeyOverrides;
import dev.styxcache.cli.call.OptionSyntax;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import dev.styxcache.domain.policy.HitPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of {@code run} and {@code key} that describe a call of a tool. */
final class CallOptions {

  private static final Option INPUT =
      Option.repeated(
          "[NAME=]PATH",
          "An input file or directory, or a pattern such as 'x+orig.*', which is a directory with all"
              + " that matches. An argument of COMMAND that is PATH, and {NAME} anywhere in"
              + " an argument, become the path that the tool sees.",
          "-i",
          "--input");
  private static final Option EXCLUDE =
      Option.repeated(
          "PATTERN",
          "Leaves something out of the directories of -i: names such as .git, or with a slash paths"
              + " such as 'sub/*.tmp'. Neither the key nor the tool sees it.",
          "--exclude");
  private static final Option INPUT_PARENT =
      Option.repeated(
          "[NAME=]PATH",
          "An input of which the tool needs the whole parent directory.",
          "--input-parent");
  private static final Option MUTABLE =
      Option.repeated(
          "[NAME=]PATH",
          "An input that the tool writes to: it gets a copy, which is an output.",
          "--mutable");
  private static final Option OUTPUT =
      Option.repeated(
          "NAME",
          "An output that the tool must make, relative to its working directory; a name or a"
              + " pattern such as 'vol*.txt'.",
          "-o",
          "--output");
  private static final Option OPTIONAL_OUTPUT =
      Option.repeated("NAME", "An output that the tool may make.", "--optional-output");
  private static final Option PARAM =
      Option.repeated(
          "NAME=VALUE",
          "Adds to the parameters, which are part of the key. VALUE is JSON or a text.",
          "-p",
          "--param");
  private static final Option IMAGE =
      Option.single("TAG", "The container image that the tool runs in.", "--image");
  private static final Option TOOL =
      Option.single(
          "PACKAGE/NAME",
          "The tool's name; by default local/ and the first word of COMMAND.",
          "--tool");
  private static final Option TOOL_ID =
      Option.single("ID", "The tool's id, part of the key; by default its name.", "--tool-id");

  /** A request file. */
  static final Option REQUEST =
      Option.single("FILE", "Read the call from a JSON file; - is standard input.", "--request");

  /** All options that describe a call, in the order of the help. */
  static final List<Option> STATING =
      List.of(
          INPUT,
          EXCLUDE,
          INPUT_PARENT,
          MUTABLE,
          OUTPUT,
          OPTIONAL_OUTPUT,
          PARAM,
          CommonOptions.ENV,
          CommonOptions.INPUT_NAMES,
          CommonOptions.STDIN,
          IMAGE,
          TOOL,
          TOOL_ID);

  private CallOptions() {}

  /** Refuses options that describe a call together with a request, which describes all of it. */
  static void requireNoneBesideRequest(Arguments arguments) {
    List<String> given = arguments.namesOfGiven(STATING);
    if (!given.isEmpty()) {
      throw new UsageException(
          "option " + given.get(0) + " cannot be combined with --request; put it into the request");
    }
    if (!arguments.operands().isEmpty()) {
      throw new UsageException(
          "a command cannot be combined with --request; put it into the request");
    }
  }

  /** Tells that an image was given for a runner that runs tools on this machine. */
  static Optional<String> ignoredImage(Arguments arguments, Configuration configuration) {
    return arguments.has(IMAGE) && configuration.text(Setting.RUNNER_TYPE).equals("local")
        ? Optional.of(
            "option --image has no effect on what runs, since the runner \"local\" runs the tool on"
                + " this machine; choose one for containers by --runner")
        : Optional.empty();
  }

  /** What stands for inputs of which only a part is an input. To be closed after the call. */
  static InputViews views(Arguments arguments, Configuration configuration, Context context) {
    return new InputViews(
        context.workingDirectory(),
        configuration.directory(Setting.RUNNER_DATA_DIR),
        arguments.values(EXCLUDE));
  }

  /** Makes the call from options and operands. */
  static ToolCall call(Arguments arguments, Context context, InputViews views) {
    List<String> command = arguments.operands();
    if (command.isEmpty()) {
      throw new UsageException("there is no command; write it after --, or give --request FILE");
    } else if (command.get(0).isEmpty()) {
      throw new UsageException("the command's first word is empty; name an executable");
    }
    List<CallInput> inputs = inputs(arguments);
    List<CallOutput> outputs = outputs(arguments);
    OptionSyntax.requireUnambiguous(command, inputs, outputs);
    CommandTemplate template = new CommandTemplate(inputs);
    List<Argument> parts = command.stream().map(template::argument).toList();
    List<CallInput> given = inputs.stream().map(views::of).toList();
    views.requireEffect();
    CommandTemplate keyed = given.equals(inputs) ? template : new CommandTemplate(given);
    Map<String, Object> params = new LinkedHashMap<>();
    params.put(OptionSyntax.COMMAND, parts.stream().map(keyed::parameter).toList());
    params.putAll(OptionSyntax.params(arguments.values(PARAM)));
    return new ToolCall(
        OptionSyntax.tool(
            arguments.value(TOOL), arguments.value(TOOL_ID), arguments.value(IMAGE), command),
        context.workingDirectory(),
        given,
        Optional.of(params),
        parts,
        outputs,
        HitPolicy.PRESENT_ONLY,
        Optional.of(OptionSyntax.EXECUTABLE),
        false,
        KeyOverrides.none());
  }

  /** The inputs of all options in the order given, which is part of the key. */
  private static List<CallInput> inputs(Arguments arguments) {
    List<CallInput> inputs = new ArrayList<>();
    for (Arguments.Given given : arguments.options()) {
      Option option = given.option();
      if (option.equals(INPUT) || option.equals(INPUT_PARENT) || option.equals(MUTABLE)) {
        inputs.add(
            OptionSyntax.input(
                option.longName(),
                given.value(),
                option.equals(INPUT_PARENT),
                option.equals(MUTABLE)));
      }
    }
    OptionSyntax.requireDistinct(inputs);
    return inputs;
  }

  private static List<CallOutput> outputs(Arguments arguments) {
    List<CallOutput> outputs = new ArrayList<>();
    for (Arguments.Given given : arguments.options()) {
      if (given.option().equals(OUTPUT) || given.option().equals(OPTIONAL_OUTPUT)) {
        outputs.add(
            CallOutput.nameOrPattern(given.value(), given.option().equals(OPTIONAL_OUTPUT)));
      }
    }
    return outputs;
  }
}
