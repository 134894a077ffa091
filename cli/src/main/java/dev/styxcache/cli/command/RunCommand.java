package dev.styxcache.cli.command;

import dev.styxcache.application.api.caching.Cache;
import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.context.Channel;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.execution.CallExecutor;
import dev.styxcache.cli.execution.Exporter;
import dev.styxcache.cli.execution.RunOutcome;
import dev.styxcache.cli.execution.UndeclaredArguments;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.failure.OutputClosedException;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.progress.ByteBar;
import dev.styxcache.cli.request.RequestReader;
import dev.styxcache.cli.signal.Interruption;
import dev.styxcache.cli.wiring.Caches;
import dev.styxcache.cli.wiring.RunComponents;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import dev.styxcache.configuration.assembly.Hashers;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code styxcache run}: runs a command through the cache. */
final class RunCommand implements Command {

  /** Directory that receives what a failed tool has made. */
  private static final Option KEEP_FAILED =
      Option.single("DIR", "Copy what a tool has made that fails to a directory.", "--keep-failed");

  @Override
  public Syntax syntax() {
    List<Option> options = new ArrayList<>(CallOptions.STATING);
    options.addAll(
        List.of(
            CommonOptions.RUNNER,
            CallOptions.REQUEST,
            CommonOptions.CACHE_DIR,
            CommonOptions.CONFIG,
            CommonOptions.NO_CACHE,
            CommonOptions.REFRESH,
            CommonOptions.READ_ONLY,
            KEEP_FAILED,
            CommonOptions.JSON,
            CommonOptions.DEBUG));
    options.addAll(ExportOptions.ALL);
    return new Syntax(
        "run",
        "Runs a command through the cache: once, and never again with the same inputs.",
        options,
        "[--] COMMAND [ARG...]",
        true,
        List.of(
            "",
            "Examples:",
            "  styxcache run -i t1.nii -o brain.nii -- bet t1.nii brain.nii -f 0.5",
            "  styxcache run -i mask=m.nii -o out.nii -- tool --mask={mask} out.nii",
            "  styxcache run --request call.json --json"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    long started = System.nanoTime();
    boolean json = arguments.has(CommonOptions.JSON);
    Optional<CallExecutor> executor = Optional.empty();
    try {
      Configuration configuration = CommonOptions.configuration(arguments, context);
      ToolCall given = call(arguments, context);
      ContentHasher hasher = Hashers.create(configuration, ByteBar.on(context, ByteBar.HASHING));
      RunComponents parts = RunComponents.of(configuration, given, hasher);
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
                      .value(KEEP_FAILED)
                      .map(directory -> ExportOptions.directory(KEEP_FAILED, directory, context))));
      RunOutcome outcome =
          run(executor.get(), arguments, context)
              .lasting(Duration.ofNanos(System.nanoTime() - started));
      if (json) {
        context.output().line(CanonicalJson.write(new Json.Obj(outcome.members())));
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

  private static RunOutcome run(CallExecutor executor, Arguments arguments, Context context) {
    Channel stdout = arguments.has(CommonOptions.JSON) ? context.error() : context.output();
    Optional<Exporter> exporter = ExportOptions.exporter(arguments, context);
    RunOutcome outcome =
        Interruption.guarded(
            context, executor::achieved, () -> executor.run(stdout, context.error()));
    if (exporter.isPresent()) {
      export(exporter.get(), outcome, context);
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

  private static ToolCall call(Arguments arguments, Context context) {
    Optional<String> request = arguments.value(CallOptions.REQUEST);
    if (request.isEmpty()) {
      return CallOptions.call(arguments, context);
    }
    CallOptions.requireNoneBesideRequest(arguments);
    try (RequestReader reader =
        RequestReader.open(request.get(), context.workingDirectory(), context.input())) {
      ToolCall call =
          reader
              .next()
              .orElseThrow(
                  () -> new UsageException("the request " + reader.source() + " is empty"));
      if (call.command().isEmpty()) {
        throw new UsageException(
            "the request " + reader.source() + " has no \"command\", so there is nothing to run");
      }
      if (reader.next().isPresent()) {
        throw new UsageException(
            "the request "
                + reader.source()
                + " has more than one document; run takes one, and only key takes several");
      }
      return call;
    }
  }
}
