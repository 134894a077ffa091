package dev.styxcache.cli.command;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.application.api.Runner;
import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.context.Channel;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.execution.CallExecutor;
import dev.styxcache.cli.execution.Exporter;
import dev.styxcache.cli.execution.RunOutcome;
import dev.styxcache.cli.execution.UndeclaredArguments;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.failure.OutputClosedException;
import dev.styxcache.cli.progress.ByteBar;
import dev.styxcache.cli.signal.Interruption;
import dev.styxcache.cli.wiring.Caches;
import dev.styxcache.cli.wiring.RunComponents;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import dev.styxcache.configuration.assembly.Hashers;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a call for a command: reports what happens meanwhile, copies the outputs if that is asked
 * for, and prints the result as a line or as JSON.
 */
abstract class CallRun {

  private final Arguments arguments;
  private final Context context;

  CallRun(Arguments arguments, Context context) {
    this.arguments = arguments;
    this.context = context;
  }

  /** The call. */
  abstract ToolCall call(Configuration configuration);

  /** Refuses a runner that cannot run the call. */
  void check(Runner runner) {}

  /** What receives the tool's standard output; {@code shown} shows it to the user. */
  OutputHandler stdout(OutputHandler shown) {
    return shown;
  }

  /** What receives the tool's standard error; {@code shown} shows it to the user. */
  OutputHandler stderr(OutputHandler shown) {
    return shown;
  }

  /** Checks what a run has made, and says which of it is exported. */
  RunOutcome exported(RunOutcome outcome, CallExecutor executor) {
    return outcome;
  }

  /** The result as JSON. */
  Map<String, Json> members(RunOutcome outcome) {
    return outcome.members();
  }

  /** Runs the call, and returns the exit code. */
  final int execute() {
    long started = System.nanoTime();
    boolean json = arguments.has(CommonOptions.JSON);
    Optional<CallExecutor> executor = Optional.empty();
    try {
      Configuration configuration = CommonOptions.configuration(arguments, context);
      ToolCall given = call(configuration);
      ContentHasher hasher = Hashers.create(configuration, ByteBar.on(context, ByteBar.HASHING));
      RunComponents parts = RunComponents.of(configuration, given, hasher);
      check(parts.runner());
      ToolCall call =
          UndeclaredArguments.apply(
              given,
              parts,
              configuration.text(Setting.POLICY_UNDECLARED),
              message -> context.notice("warning: " + message));
      executor =
          Optional.of(
              new CallExecutor(
                  configuration,
                  call,
                  parts,
                  () -> cache(configuration, context),
                  context::notice,
                  arguments
                      .value(RunCommand.KEEP_FAILED)
                      .map(
                          directory ->
                              ExportOptions.directory(
                                  RunCommand.KEEP_FAILED, directory, context))));
      RunOutcome outcome =
          run(executor.get()).lasting(Duration.ofNanos(System.nanoTime() - started));
      if (json) {
        context.output().line(CanonicalJson.write(new Json.Obj(members(outcome))));
      }
      context.notice(outcome.line());
      return ExitCode.OK;
    } catch (OutputClosedException e) {
      throw e;
    } catch (RuntimeException e) {
      if (json && !Interruption.isUnderWay()) {
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        context
            .output()
            .line(CanonicalJson.write(new Json.Obj(RunOutcome.failure(executor, e, took))));
      }
      throw e;
    }
  }

  private RunOutcome run(CallExecutor executor) {
    Channel out = arguments.has(CommonOptions.JSON) ? context.error() : context.output();
    Optional<Exporter> exporter = ExportOptions.exporter(arguments, context);
    RunOutcome outcome =
        Interruption.guarded(
            context,
            executor::achieved,
            () ->
                StandardInputs.with(
                    arguments,
                    context,
                    file ->
                        executor.run(
                            file, stdout(out.handler()), stderr(context.error().handler()))));
    StandardInputs.hint(arguments, context);
    RunOutcome exported = exported(outcome, executor);
    if (exporter.isPresent()) {
      export(exporter.get(), exported, context);
    }
    return outcome;
  }

  private static void export(Exporter exporter, RunOutcome outcome, Context context) {
    Interruption.guarded(
        context,
        "the outputs are at " + outcome.directory() + "; they were exported whole or not at all",
        () -> {
          exporter.export(outcome, context::notice);
          return outcome;
        });
  }

  private static Cache cache(Configuration configuration, Context context) {
    return Caches.forRuns(
        configuration,
        ByteBar.on(context, ByteBar.PUSHING),
        ByteBar.on(context, ByteBar.PULLING),
        message -> context.notice("warning: " + message));
  }
}
