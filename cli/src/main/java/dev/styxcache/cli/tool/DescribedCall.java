package dev.styxcache.cli.tool;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.cli.call.Argument;
import dev.styxcache.cli.call.CallInput;
import dev.styxcache.cli.call.CallOutput;
import dev.styxcache.cli.call.KeyOverrides;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.execution.CallExecutor;
import dev.styxcache.cli.execution.RunOutcome;
import dev.styxcache.domain.json.Json;
import dev.styxcache.domain.policy.HitPolicy;
import dev.styxcache.tools.CallOutputs;
import dev.styxcache.tools.DescribedTool;
import dev.styxcache.tools.Made;
import dev.styxcache.tools.StreamLines;
import dev.styxcache.tools.bind.BoundCall;
import dev.styxcache.tools.bind.RefusedCallException;
import dev.styxcache.tools.model.StreamOutput;
import dev.styxcache.tools.validate.FileProbe;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A call of a tool by its descriptor: what is run, and what its outputs are. For one run. */
public final class DescribedCall {

  /**
   * Name of the parameter that has the digest of the executable. No descriptor has such a name, so
   * that it takes the place of none of the tool's own.
   */
  private static final String EXECUTABLE = "@executable";

  /** Stands before and behind the number of an input where its path will be; never in a text. */
  private static final char MARK = '\0';

  private final DescribedTool tool;
  private final Json.Obj parameters;
  private final BoundCall bound;
  private final CallOutputs outputs;
  private final StreamLines lines;

  /**
   * A call.
   *
   * @param tool the tool
   * @param parameters its parameters, which are valid
   * @param required names of the outputs that it must make
   * @throws RefusedCallException if the tool cannot be called so, or has no such output
   */
  public DescribedCall(DescribedTool tool, Json.Obj parameters, List<String> required) {
    this.tool = tool;
    this.parameters = parameters;
    this.bound = tool.bind(parameters, (index, input) -> "" + MARK + index + MARK, FileProbe.ANY);
    this.outputs = new CallOutputs(tool.name(), bound, required);
    this.lines = new StreamLines(tool.tool());
    if (bound.arguments().isEmpty()) {
      throw new RefusedCallException(
          "the descriptor of " + tool.name() + " gives no command, so there is nothing to run");
    }
  }

  /**
   * Checks that the files of parameters are there.
   *
   * @param directory where relative paths start
   * @return the check
   */
  public static FileProbe filesIn(Path directory) {
    return path -> {
      try {
        Path file = directory.resolve(path);
        if (!Files.exists(file)) {
          return Optional.of("does not exist");
        }
        return Files.isReadable(file) ? Optional.empty() : Optional.of("cannot be read");
      } catch (InvalidPathException e) {
        return Optional.of("is not a path: " + e.getReason());
      }
    };
  }

  /**
   * The call as it is run.
   *
   * @param directory where relative paths start
   * @return the call
   */
  public ToolCall toolCall(Path directory) {
    return new ToolCall(
        tool.metadata(),
        directory,
        bound.inputs().stream()
            .map(
                input ->
                    new CallInput(
                        input.path(), Optional.empty(), input.resolveParent(), input.mutable()))
            .toList(),
        Optional.of(tool.keyParameters(parameters)),
        bound.arguments().stream().map(DescribedCall::argument).toList(),
        outputs.optionalByPath().entrySet().stream()
            .map(output -> new CallOutput(output.getKey(), output.getValue()))
            .toList(),
        HitPolicy.PRESENT_ONLY,
        Optional.of(EXECUTABLE),
        true,
        KeyOverrides.none());
  }

  private static Argument argument(String text) {
    if (text.indexOf(MARK) < 0) {
      return Argument.literal(text);
    }
    List<Argument.Part> parts = new ArrayList<>();
    int end = 0;
    for (int mark = text.indexOf(MARK); mark >= 0; mark = text.indexOf(MARK, end)) {
      if (mark > end) {
        parts.add(new Argument.Literal(text.substring(end, mark)));
      }
      end = text.indexOf(MARK, mark + 1) + 1;
      parts.add(new Argument.InputPath(Integer.parseInt(text.substring(mark + 1, end - 1))));
    }
    if (end < text.length()) {
      parts.add(new Argument.Literal(text.substring(end)));
    }
    return new Argument(parts);
  }

  /**
   * Keeps the lines of a standard stream if they are an output.
   *
   * @param stream the stream
   * @param shown receives everything
   * @return the handler for the run
   */
  public OutputHandler keeping(StreamOutput.Stream stream, OutputHandler shown) {
    return lines.keeping(stream, shown);
  }

  /**
   * What a run has made.
   *
   * @param outcome the run
   * @param executor has run it
   * @return what was made, by the names of the outputs
   * @throws dev.styxcache.tools.MissingOutputException if a required output was not made
   */
  public Map<String, Made> made(RunOutcome outcome, CallExecutor executor) {
    return outputs.made(
        outcome.directory(),
        path -> outcome.outputs().getOrDefault(path, Optional.empty()),
        executor::copy,
        lines,
        Catalogs.FILES);
  }

  /**
   * What of a run is exported: the named outputs that it has made, or everything if it made none.
   *
   * @param outcome the run
   * @param made what it has made
   * @return the run with these outputs
   */
  public static RunOutcome exported(RunOutcome outcome, Map<String, Made> made) {
    Map<String, Optional<Path>> files = new LinkedHashMap<>();
    made.values().forEach(one -> collect(outcome.directory(), one, files));
    return new RunOutcome(outcome.report(), outcome.directory(), files, files.isEmpty());
  }

  private static void collect(Path directory, Made made, Map<String, Optional<Path>> files) {
    if (made instanceof Made.Several several) {
      several.items().forEach(item -> collect(directory, item, files));
    } else if (made instanceof Made.File file
        && file.path().startsWith(directory)
        && !file.path().equals(directory)) {
      files.put(directory.relativize(file.path()).toString(), Optional.of(file.path()));
    }
  }

  /**
   * The outputs for the result in JSON.
   *
   * @param made what was made
   * @return a path, null, a list, or a list of lines for each output by its name
   */
  public static Map<String, Json> json(Map<String, Made> made) {
    Map<String, Json> members = new LinkedHashMap<>();
    made.forEach((name, one) -> members.put(name, json(one)));
    return members;
  }

  private static Json json(Made made) {
    if (made instanceof Made.File file) {
      return Json.text(file.path().toString());
    } else if (made instanceof Made.Several several) {
      return new Json.Arr(several.items().stream().map(DescribedCall::json).toList());
    } else if (made instanceof Made.Lines kept) {
      return Json.texts(kept.lines());
    }
    return Json.NULL;
  }
}
