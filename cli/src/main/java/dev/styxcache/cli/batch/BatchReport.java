package dev.styxcache.cli.batch;

import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.progress.CountBar;
import dev.styxcache.cli.text.Amounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Tells the user how a batch goes: each result as a line of JSON on standard output, a bar on a
 * terminal or a line a minute elsewhere, and at the end a summary with the failures. For one
 * thread.
 */
final class BatchReport {

  /** Time between two lines where there is no terminal, in nanoseconds. */
  private static final long LINE_NANOS = 60_000_000_000L;

  /** Maximum number of failures that are shown at the end; all are among the results. */
  private static final int SHOWN_FAILURES = 50;

  private final Context context;
  private final LongSupplier clock;
  private final CountBar bar;
  private final long started;
  private final List<String> failures = new ArrayList<>();
  private long nextLine;
  private long total;
  private long hits;
  private long misses;
  private long others;
  private long failed;
  private long skipped;
  private Duration saved = Duration.ZERO;

  /**
   * For a batch.
   *
   * @param context standard output, standard error and the terminal
   * @param clock nanoseconds, such as of {@link System#nanoTime()}
   */
  BatchReport(Context context, LongSupplier clock) {
    this.context = context;
    this.clock = clock;
    this.bar = CountBar.on(context, "batch");
    this.started = clock.getAsLong();
    this.nextLine = started + LINE_NANOS;
  }

  /** Notes that a number of requests are known to come, or have come. */
  void due(long requests) {
    total += requests;
  }

  /** Prints a result. */
  void finished(BatchResult result) {
    bar.wipe();
    context.output().line(result.json());
    if (result.skipped()) {
      skipped++;
    } else if (result.outcome().isEmpty()) {
      failed++;
      note(result);
    } else if (result.is(Status.HIT)) {
      hits++;
      saved = saved.plus(result.outcome().get().report().saved().orElse(Duration.ZERO));
    } else if (result.is(Status.MISS)) {
      misses++;
    } else {
      others++;
    }
  }

  private void note(BatchResult result) {
    if (failures.size() < SHOWN_FAILURES) {
      failures.add("  " + result.id() + ": " + result.reason().replace("\n", "\n    "));
    }
  }

  /** Time until {@link #tick} has something to show, in nanoseconds. */
  long untilLine() {
    return Math.max(0, nextLine - clock.getAsLong());
  }

  /** Shows how far the batch is, where it is time to. */
  void tick() {
    if (context.terminal().interactive()) {
      bar.show(done(), total, counts() + timeLeft());
    } else if (untilLine() == 0) {
      context.notice(done() + " of " + total + " done: " + counts() + timeLeft());
    }
    if (untilLine() == 0) {
      nextLine += LINE_NANOS;
    }
  }

  /**
   * Prints the summary.
   *
   * @param whole whether every request has a result
   * @return whether all of them succeeded
   */
  boolean end(boolean whole) {
    bar.close();
    Duration took = Duration.ofNanos(clock.getAsLong() - started);
    context.notice(
        done()
            + " of "
            + total
            + " requests done in "
            + Amounts.of(took)
            + ": "
            + counts()
            + (whole ? "" : "; run the same again for the rest"));
    if (!failures.isEmpty()) {
      context.error().freshLine("failed:\n" + String.join("\n", failures));
      if (failed > failures.size()) {
        context.error().freshLine("  and " + (failed - failures.size()) + " more");
      }
    }
    return whole && failed + skipped == 0;
  }

  private long done() {
    return hits + misses + others + failed + skipped;
  }

  private String counts() {
    StringBuilder text = new StringBuilder(80);
    text.append(hits).append(hits == 1 ? " hit, " : " hits, ");
    text.append(misses).append(misses == 1 ? " miss, " : " misses, ");
    if (others > 0) {
      text.append(others).append(" not cached, ");
    }
    text.append(failed).append(" failed");
    if (skipped > 0) {
      text.append(", ").append(skipped).append(" skipped");
    }
    return text.append("; ").append(Amounts.of(saved)).append(" saved").toString();
  }

  private String timeLeft() {
    long done = done();
    if (done == 0 || done >= total) {
      return "";
    }
    double each = (double) (clock.getAsLong() - started) / done;
    return ", about " + Amounts.of(Duration.ofNanos((long) (each * (total - done)))) + " left";
  }
}
