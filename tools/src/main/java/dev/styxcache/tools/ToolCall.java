package dev.styxcache.tools;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.Runner;
import dev.styxcache.domain.json.Json;
import dev.styxcache.tools.bind.BoundCall;
import dev.styxcache.tools.bind.BoundInput;
import dev.styxcache.tools.bind.RefusedCallException;
import dev.styxcache.tools.model.StreamOutput;
import dev.styxcache.tools.validate.FileProbe;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool with its parameters. Immutable, so safe for use by many threads: each method
 * returns another call.
 */
public final class ToolCall {

  private final DescribedTool tool;
  private final Json.Obj parameters;
  private final FileSystem disk;
  private final List<String> required;
  private final OutputHandler stdout;
  private final OutputHandler stderr;

  ToolCall(DescribedTool tool) {
    this(
        tool,
        new Json.Obj(Map.of()),
        Path.of("").getFileSystem(),
        List.of(),
        OutputHandler.discard(),
        OutputHandler.discard());
  }

  private ToolCall(
      DescribedTool tool,
      Json.Obj parameters,
      FileSystem disk,
      List<String> required,
      OutputHandler stdout,
      OutputHandler stderr) {
    this.tool = tool;
    this.parameters = parameters;
    this.disk = disk;
    this.required = List.copyOf(required);
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /**
   * Sets a parameter.
   *
   * @param name its name, as in the descriptor's dictionaries of parameters
   * @param value a text, a path, a number, a truth value, a list, a map of members, or JSON; null
   *     leaves it out. Whole numbers and numbers in floating point are different values. All files
   *     are on the file system of the last path that was given, which is the default one if all are
   *     given as texts.
   * @return the call with it
   * @throws IllegalArgumentException if it is of another type
   */
  public ToolCall with(String name, @Nullable Object value) {
    Map<String, Json> members = new LinkedHashMap<>(parameters.members());
    members.put(name, PlainValues.json(value));
    FileSystem place = value instanceof Path path ? path.getFileSystem() : disk;
    return new ToolCall(tool, new Json.Obj(members), place, required, stdout, stderr);
  }

  /**
   * Requires an output: if the tool does not make it, {@link #run} fails.
   *
   * @param output its name
   * @return the call that requires it
   */
  public ToolCall require(String output) {
    List<String> more = new ArrayList<>(required);
    more.add(output);
    return new ToolCall(tool, parameters, disk, more, stdout, stderr);
  }

  /**
   * Sets what receives the tool's standard streams, which are discarded otherwise.
   *
   * @param out receives its standard output
   * @param err receives its standard error
   * @return the call with them
   */
  public ToolCall streams(OutputHandler out, OutputHandler err) {
    return new ToolCall(tool, parameters, disk, required, out, err);
  }

  /**
   * The parameters.
   *
   * @return the parameters by name
   */
  public Json.Obj parameters() {
    return parameters;
  }

  /**
   * Checks the parameters, and runs the tool or serves its outputs.
   *
   * @param runner runs tools, through a cache or not
   * @return the outputs
   * @throws RefusedCallException if the parameters are not valid; the message has all faults
   * @throws MissingOutputException if a required output was not made
   * @throws dev.styxcache.application.api.StyxCacheException if the tool failed or could not be run
   */
  public ToolRun run(Runner runner) {
    return run(runner, ToolFiles.installed());
  }

  /**
   * As {@link #run(Runner)}, with another way to look at outputs.
   *
   * @param runner runs tools
   * @param files looks at outputs
   * @return the outputs
   */
  public ToolRun run(Runner runner, ToolFiles files) {
    Execution probe = runner.startExecution(tool.metadata());
    BoundCall planned = tool.bind(parameters, (index, input) -> "", path -> fault(probe, path));
    CallOutputs outputs = new CallOutputs(tool.name(), planned, required);
    tool.requireEnvironment(runner.environment());

    Execution execution = runner.startExecution(tool.metadata());
    execution.inputNamesInKey();
    execution.params(tool.keyParameters(parameters));
    List<String> seen = new ArrayList<>();
    for (BoundInput input : planned.inputs()) {
      seen.add(
          execution.inputFile(disk.getPath(input.path()), input.resolveParent(), input.mutable()));
    }
    // Only now is it known which paths the tool sees.
    BoundCall call = tool.bind(parameters, (index, input) -> seen.get(index), FileProbe.ANY);
    Path directory = execution.outputFile(".", true);
    Map<String, Path> paths = new LinkedHashMap<>();
    outputs
        .optionalByPath()
        .forEach((path, optional) -> paths.put(path, execution.outputFile(path, optional)));
    StreamLines lines = new StreamLines(tool.tool());
    execution.run(
        call.arguments(),
        lines.keeping(StreamOutput.Stream.STDOUT, stdout),
        lines.keeping(StreamOutput.Stream.STDERR, stderr));
    Map<String, Made> made =
        outputs.made(
            directory,
            path -> Optional.ofNullable(paths.get(path)).filter(files::exists),
            input ->
                Optional.of(execution.mutableCopy(disk.getPath(input)))
                    .filter(copy -> copy.startsWith(directory) && files.exists(copy)),
            lines,
            files);
    return new ToolRun(tool.name(), directory, made, execution.report());
  }

  /** Asks the runner, since only it knows where relative paths start. */
  private Optional<String> fault(Execution probe, String path) {
    try {
      probe.inputFile(disk.getPath(path), false, false);
      return Optional.empty();
    } catch (InvalidInputException e) {
      return Optional.of("cannot be used: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return Optional.of("is not a path: " + e.getMessage());
    }
  }
}
