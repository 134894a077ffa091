package dev.styxcache.cli.batch;

import dev.styxcache.cli.batch.Batch.BatchOptions;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.failure.ExitCode;
import dev.styxcache.cli.request.RequestReader;
import dev.styxcache.cli.signal.Interruption;
import dev.styxcache.configuration.Configuration;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;

/** Runs a file of requests from its opening to the exit code. */
public final class BatchRun {

  private BatchRun() {}

  /**
   * Runs a file of requests. A regular file is checked as a whole before anything runs; anything
   * else is read once, as it comes.
   *
   * @param configuration the configuration
   * @param context receives results and notices
   * @param file its path, or {@code -} for standard input
   * @param workers number of requests that run at once, at least 1
   * @param failFast whether nothing is started after a failure
   * @return the exit code
   * @throws dev.styxcache.cli.failure.UsageException if the file is wrong
   */
  public static int run(
      Configuration configuration, Context context, String file, int workers, boolean failFast) {
    BatchReport report = new BatchReport(context, System::nanoTime);
    if (!isRegular(file, context)) {
      return run(
          configuration,
          context,
          file,
          report,
          new BatchOptions(workers, failFast, id -> true, true));
    }
    BatchPlan plan;
    try (RequestReader reader =
        RequestReader.open(file, context.workingDirectory(), context.input())) {
      plan = BatchPlan.check(reader);
    }
    report.due(plan.size());
    return run(
        configuration,
        context,
        file,
        report,
        new BatchOptions(workers, failFast, plan::isTaken, false));
  }

  private static int run(
      Configuration configuration,
      Context context,
      String file,
      BatchReport report,
      BatchOptions options) {
    try (RequestReader reader =
            RequestReader.open(file, context.workingDirectory(), context.input());
        BatchWorker worker = new BatchWorker(configuration, reader, context)) {
      Batch batch = new Batch(reader, worker, report, options);
      return Interruption.guarded(
          context,
          "the tools that ran were stopped, and what is done is in the cache",
          () -> {
            boolean whole = false;
            boolean succeeded = false;
            try {
              whole = batch.run();
            } finally {
              succeeded = report.end(whole);
            }
            return succeeded ? ExitCode.OK : ExitCode.NO;
          });
    }
  }

  private static boolean isRegular(String file, Context context) {
    try {
      return !file.equals("-") && Files.isRegularFile(context.workingDirectory().resolve(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
