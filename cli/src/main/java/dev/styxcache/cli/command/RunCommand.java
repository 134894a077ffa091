package dev.styxcache.cli.command;

import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.call.InputViews;
import dev.styxcache.cli.call.ToolCall;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.cli.request.RequestReader;
import dev.styxcache.configuration.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code styxcache run}: runs a command through the cache. */
final class RunCommand implements Command {

  /** Directory that receives what a failed tool has made. */
  static final Option KEEP_FAILED =
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
    List<InputViews> opened = new ArrayList<>();
    try {
      return new CallRun(arguments, context) {
        @Override
        ToolCall call(Configuration configuration) {
          InputViews views = CallOptions.views(arguments, configuration, context);
          opened.add(views);
          ToolCall call = RunCommand.call(arguments, context, views);
          CallOptions.ignoredImage(arguments, configuration)
              .ifPresent(warning -> context.notice("warning: " + warning));
          return call;
        }
      }.execute();
    } finally {
      opened.forEach(InputViews::close);
    }
  }

  private static ToolCall call(Arguments arguments, Context context, InputViews views) {
    Optional<String> request = arguments.value(CallOptions.REQUEST);
    if (request.isEmpty()) {
      return CallOptions.call(arguments, context, views);
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
