package dev.styxcache.cli.execution;

import dev.styxcache.application.api.Execution;
import dev.styxcache.application.api.InvalidInputException;
import dev.styxcache.application.api.InvalidOutputException;
import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.RunReport;
import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.ToolFailedException;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.application.api.caching.CachingRunner;
import dev.styxcache.application.spi.ContentWatch;
import dev.styxcache.application.spi.StandardInputExecution;
import dev.styxcache.application.spi.VariablesExecution;
import dev.styxcache.cli.call.CallInput;
import dev.styxcache.cli.call.CallOutput;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.wiring.RunComponents;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import dev.styxcache.configuration.assembly.Adapters;
import dev.styxcache.domain.key.CacheKey;
import dev.styxcache.domain.policy.HitPolicy;
import dev.styxcache.domain.text.MissingNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs one call through the cache, or past it. For one thread and one call. */
public final class CallExecutor {

  private final Configuration configuration;
  private final ToolCall call;
  private final RunComponents parts;
  private final ConsoleEvents events;
  private final Supplier<Cache> cache;
  private final Map<String, Path> copies = new LinkedHashMap<>();
  private ContentWatch executable = Optional::empty;

  /**
   * For a call.
   *
   * @param configuration the configuration
   * @param call the call
   * @param parts the runner, the hasher and the policy for it
   * @param cache opens the cache; not called if the call bypasses it
   * @param notices receives what the user is told meanwhile
   * @param keepFailed the directory for what a failed tool has made, absolute; empty if it is not
   *     kept
   */
  public CallExecutor(
      Configuration configuration,
      ToolCall call,
      RunComponents parts,
      Supplier<Cache> cache,
      Consumer<String> notices,
      Optional<Path> keepFailed) {
    this.configuration = configuration;
    this.call = call;
    this.parts = parts;
    this.cache = cache;
    this.events = new ConsoleEvents(notices, keepFailed);
  }

  /**
   * Runs the tool, or serves the entry.
   *
   * @param standardInput a file with the tool's standard input; empty for none
   * @param stdout receives the tool's standard output
   * @param stderr receives the tool's standard error
   * @return the result
   * @throws dev.styxcache.application.api.StyxCacheException if the tool failed, or could not be
   *     run
   * @throws UsageException if the name of an output is not allowed
   */
  public RunOutcome run(Optional<Path> standardInput, OutputHandler stdout, OutputHandler stderr) {
    Execution execution = runner().startExecution(call.metadata());
    VariablesExecution.give(execution, parts.policy().envAllowlist());
    standardInput.ifPresent(file -> StandardInputExecution.give(execution, file));
    if (call.inputNames()) {
      execution.inputNamesInKey();
    }
    List<String> seen = declareInputs(execution);
    CallKey.Params params = CallKey.params(call, parts, seen);
    executable = params.executable();
    params.params().ifPresent(execution::params);
    Map<String, Path> outputs = declareOutputs(execution);
    List<String> command = call.command().stream().map(part -> part.render(seen)).toList();
    try {
      execution.run(command, stdout, stderr);
    } catch (ToolFailedException e) {
      if (parts.bypassed().isPresent()) {
        events.toolFailed(call.metadata(), execution.outputFile(".", true));
      }
      throw e;
    }
    return outcome(execution, outputs);
  }

  /**
   * Runs the tool without a standard input, or serves the entry.
   *
   * @param stdout receives the tool's standard output
   * @param stderr receives the tool's standard error
   * @return the result
   */
  public RunOutcome run(OutputHandler stdout, OutputHandler stderr) {
    return run(Optional.empty(), stdout, stderr);
  }

  /**
   * The key of the run.
   *
   * @return the key; empty before it is made, and if the run bypasses the cache
   */
  public Optional<CacheKey> key() {
    return events.key();
  }

  /**
   * The copy of a mutable input, which the tool has changed.
   *
   * @param input the input's path as the call has it
   * @return where the copy is; empty before the run, and if it is gone
   */
  public Optional<Path> copy(String input) {
    return Optional.ofNullable(copies.get(input)).filter(Files::exists);
  }

  /**
   * What remains if the call is interrupted now. After the tool has run and its entry is stored,
   * only the push of the entry can still be under way.
   *
   * @return a sentence for people; empty if nothing is stored yet
   */
  public Optional<String> achieved() {
    return events
        .report()
        .filter(report -> report.status() == Status.MISS)
        .map(
            report ->
                "the tool has run, and its entry is stored here"
                    + (Adapters.remote(configuration.text(Setting.STORE_TYPE)).isPresent()
                        ? ", though it may not be shared yet; styxcache push sends it"
                        : ""));
  }

  /**
   * How a tool was run that failed.
   *
   * @return miss or bypassed
   */
  public Status statusOfFailure() {
    return parts.bypassed().isPresent() ? Status.BYPASSED : Status.MISS;
  }

  private Runner runner() {
    if (parts.bypassed().isPresent()) {
      return parts.runner();
    }
    return CachingRunner.around(parts.runner())
        .cache(cache.get())
        .hasher(parts.hasher())
        .images(parts.images())
        .executableInKey(call.executableParameter().isPresent())
        .commandInKey(call.isCommandLine())
        .imagesKeptFor(configuration.duration(Setting.POLICY_IMAGE_DIGEST_TTL))
        .policy(parts.policy())
        .events(events)
        .workingDirectory(call.workingDirectory())
        .alsoWatching(() -> executable.findChange())
        .build();
  }

  private List<String> declareInputs(Execution execution) {
    List<String> seen = new ArrayList<>();
    for (CallInput input : call.inputs()) {
      try {
        seen.add(execution.inputFile(CallKey.path(input), input.resolveParent(), input.mutable()));
      } catch (InvalidInputException e) {
        throw new InvalidInputException(e.getMessage() + hint(input), e);
      }
    }
    return seen;
  }

  /** Explains why a file whose path has an equals sign is not found. */
  private String hint(CallInput input) {
    if (input.name().isEmpty()) {
      return "";
    }
    String whole = input.name().get() + "=" + input.path();
    return Files.exists(call.workingDirectory().resolve(whole))
        ? " (\"" + input.name().get() + "\" was read as a name; for the file write ./" + whole + ")"
        : "";
  }

  private Map<String, Path> declareOutputs(Execution execution) {
    Map<String, Path> outputs = new LinkedHashMap<>();
    for (CallOutput output : call.outputs()) {
      try {
        outputs.put(
            output.name(),
            output.pattern().isPresent()
                ? execution.outputPattern(output.pattern().get(), output.optional())
                : execution.outputFile(output.name(), output.optional()));
      } catch (InvalidOutputException e) {
        throw new UsageException(String.valueOf(e.getMessage()), e);
      }
    }
    return outputs;
  }

  /** Adds the copies of mutable inputs to the outputs. */
  private void addCopies(Execution execution, Path directory, Map<String, Optional<Path>> outputs) {
    for (CallInput input : call.inputs()) {
      if (input.mutable()) {
        Path copy = execution.mutableCopy(CallKey.path(input));
        copies.put(input.path(), copy);
        // A runner that copies nothing answers with the input, which is no output.
        if (copy.startsWith(directory) && !outputs.containsValue(Optional.of(copy))) {
          outputs.put(String.valueOf(copy.getFileName()), Optional.of(copy).filter(Files::exists));
        }
      }
    }
  }

  private RunOutcome outcome(Execution execution, Map<String, Path> outputs) {
    RunReport report = execution.report().orElseGet(this::bypassed);
    Path directory = report.entry().orElseGet(() -> execution.outputFile(".", true));
    Map<String, Optional<Path>> made = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (CallOutput output : call.outputs()) {
      Path path = outputs.getOrDefault(output.name(), directory);
      List<String> matches =
          output.pattern().isPresent()
              ? output.pattern().get().select(OutputListing.of(path)).stream()
                  .filter(match -> Files.exists(path.resolve(match)))
                  .toList()
              : List.of();
      matches.forEach(match -> made.put(match, Optional.of(path.resolve(match))));
      if (matches.isEmpty()) {
        Optional<Path> single =
            Optional.of(path)
                .filter(file -> output.pattern().isEmpty())
                // A link that leads nowhere is no output.
                .filter(Files::exists);
        made.put(output.name(), single);
        if (single.isEmpty() && !output.optional()) {
          missing.add(output.name());
        }
      }
    }
    if (!missing.isEmpty() && call.missingOutputs() == HitPolicy.PRESENT_ONLY) {
      throw new InvalidOutputException(
          "the tool succeeded but "
              + MissingNames.explain(missing, OutputListing.of(directory))
              + "; its outputs are in "
              + directory
              + ". Check the output's name, or declare it optional");
    }
    boolean everything = made.isEmpty();
    addCopies(execution, directory, made);
    return new RunOutcome(report, directory, made, everything);
  }

  private RunReport bypassed() {
    return new RunReport(
        call.metadata(),
        Status.BYPASSED,
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        Optional.empty(),
        parts.bypassed().orElse("the cache was bypassed"));
  }
}
