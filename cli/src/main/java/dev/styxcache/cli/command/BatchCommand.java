package dev.styxcache.cli.command;

import dev.styxcache.cli.arguments.Arguments;
import dev.styxcache.cli.arguments.Option;
import dev.styxcache.cli.arguments.Syntax;
import dev.styxcache.cli.batch.BatchRun;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.UsageException;
import dev.styxcache.configuration.Configuration;
import java.util.List;

/** {@code styxcache batch}: runs many calls in one process. */
final class BatchCommand implements Command {

  private static final Option JOBS =
      Option.single(
          "N", "How many calls run at once; by default one per processor.", "-j", "--jobs");
  private static final Option FAIL_FAST =
      Option.flag("Start nothing more after a failure.", "--fail-fast");

  /** Maximum number of calls at once, each of which has a thread. */
  private static final int MOST_JOBS = 10_000;

  @Override
  public Syntax syntax() {
    return new Syntax(
        "batch",
        "Runs many calls in one process, in parallel, each as soon as its inputs are there.",
        List.of(
            JOBS,
            FAIL_FAST,
            CommonOptions.ENV,
            CommonOptions.RUNNER,
            CommonOptions.CACHE_DIR,
            CommonOptions.CONFIG,
            CommonOptions.NO_CACHE,
            CommonOptions.REFRESH,
            CommonOptions.READ_ONLY,
            CommonOptions.DEBUG),
        "FILE",
        false,
        List.of(
            "",
            "FILE has requests as JSON Lines; - is standard input. The results are JSON Lines on",
            "standard output, in the order in which calls end, each with the id of its request.",
            "A request takes an output of another one by {\"output\": [\"ID\", \"NAME\"]}.",
            "The exit code is 1 if a call failed. The same batch again runs what is left.",
            "",
            "Examples:",
            "  styxcache batch -j 4 requests.jsonl > results.jsonl",
            "  make-requests | styxcache batch -"));
  }

  @Override
  public int execute(Arguments arguments, Context context) {
    List<String> files = arguments.operands();
    if (files.size() != 1) {
      throw new UsageException(
          files.isEmpty()
              ? "there are no requests; name a file of JSON Lines, or - for standard input"
              : "there are several files; join them, such as with cat FILE... | styxcache batch -");
    }
    int jobs =
        arguments
            .value(JOBS)
            .map(BatchCommand::jobs)
            .orElse(Runtime.getRuntime().availableProcessors());
    Configuration configuration = CommonOptions.configuration(arguments, context);
    return BatchRun.run(configuration, context, files.get(0), jobs, arguments.has(FAIL_FAST));
  }

  private static int jobs(String text) {
    try {
      int jobs = Integer.parseInt(text);
      if (jobs >= 1 && jobs <= MOST_JOBS) {
        return jobs;
      }
    } catch (NumberFormatException e) {
      throw new UsageException("option --jobs " + text + " is not a number", e);
    }
    throw new UsageException("option --jobs " + text + " is not from 1 to " + MOST_JOBS);
  }
}
