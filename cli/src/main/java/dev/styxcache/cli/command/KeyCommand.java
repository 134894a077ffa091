package dev.styxcache.cli.command;

import dev.styxcache.application.spi.ContentHasher;
import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.call.InputViews;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.execution.CallKey;
import dev.styxcache.cli.execution.UndeclaredArguments;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.progress.ByteBar;
import dev.styxcache.cli.request.RequestReader;
import dev.styxcache.cli.wiring.RunComponents;
import dev.styxcache.configuration.Configuration;
import dev.styxcache.configuration.Setting;
import dev.styxcache.configuration.assembly.Hashers;
import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.Json;
import dev.styxcache.domain.key.CacheKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code styxcache key}: prints the key of a call, and runs nothing. */
final class KeyCommand implements Command {

  private static final Option CANONICAL =
      Option.flag("Print the canonical text, whose SHA-256 is the key.", "--canonical");

  @Override
  public Syntax syntax() {
    List<Option> options = new ArrayList<>(CallOptions.STATING);
    options.addAll(
        List.of(
            CommonOptions.RUNNER,
            CallOptions.REQUEST,
            CANONICAL,
            CommonOptions.CACHE_DIR,
            CommonOptions.CONFIG,
            CommonOptions.NO_CACHE,
            CommonOptions.REFRESH,
            CommonOptions.READ_ONLY,
            CommonOptions.JSON,
            CommonOptions.DEBUG));
    options.add(RunCommand.KEEP_FAILED);
    options.addAll(ExportOptions.ALL);
    return new Syntax(
        "key",
        "Prints the key of a call, and runs nothing.",
        options,
        "[--] COMMAND [ARG...]",
        true,
        List.of(
            "",
            "A request file may hold several requests, such as JSON Lines; each gives one line.",
            "Options of run that do not affect the key are accepted and ignored.",
            "",
            "Examples:",
            "  styxcache key -i t1.nii -- bet t1.nii brain.nii -f 0.5",
            "  styxcache key --canonical --request call.json"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    Configuration configuration = CommonOptions.configuration(arguments, context);
    ContentHasher hasher = Hashers.create(configuration, ByteBar.on(context, ByteBar.HASHING));
    Optional<String> request = arguments.value(CallOptions.REQUEST);
    if (request.isEmpty()) {
      try (InputViews views = CallOptions.views(arguments, configuration, context)) {
        ToolCall call = CallOptions.call(arguments, context, views);
        print(call, configuration, hasher, arguments, context);
      }
      return ExitCode.OK;
    }
    CallOptions.requireNoneBesideRequest(arguments);
    try (RequestReader reader =
        RequestReader.open(request.get(), context.workingDirectory(), context.input())) {
      Optional<ToolCall> call = reader.next();
      if (call.isEmpty()) {
        throw new UsageException("the request " + reader.source() + " is empty");
      }
      while (call.isPresent()) {
        print(call.get(), configuration, hasher, arguments, context);
        call = reader.next();
      }
    }
    return ExitCode.OK;
  }

  private static void print(
      ToolCall given,
      Configuration configuration,
      ContentHasher hasher,
      Arguments arguments,
      Context context) {
    RunComponents parts = RunComponents.of(configuration, given, hasher);
    ToolCall call =
        UndeclaredArguments.apply(
            given,
            parts,
            configuration.text(Setting.POLICY_UNDECLARED),
            message -> context.notice("warning: " + message));
    String text =
        StandardInputs.with(arguments, context, file -> CallKey.canonicalText(call, parts, file));
    context.output().line(line(text, arguments));
  }

  private static String line(String canonicalText, Arguments arguments) {
    if (arguments.has(CANONICAL)) {
      return canonicalText;
    }
    String key = CacheKey.ofCanonicalText(canonicalText).hex();
    return arguments.has(CommonOptions.JSON)
        ? CanonicalJson.write(Json.textMap(Map.of("key", key)))
        : key;
  }
}
