package dev.styxcache.cli.output;

import dev.styxcache.application.api.RunReport.Status;
import dev.styxcache.cli.execution.RunOutcome;
import dev.styxcache.cli.text.Amounts;
import java.util.Locale;

/** The one line that ends a run. */
public final class RunLine {

  private RunLine() {}

  /**
   * The line.
   *
   * @param outcome what became of the run
   * @return such as {@code hit 3f2a9c0b11d4… mrtrix/mrconvert, 41 s saved, /cache/3f/3f2a9c…}
   */
  public static String of(RunOutcome outcome) {
    StringBuilder line = new StringBuilder(160);
    line.append(outcome.status().name().toLowerCase(Locale.ROOT));
    outcome.key().ifPresent(key -> line.append(' ').append(key.abbreviated()).append('…'));
    line.append(' ').append(outcome.tool());
    if (outcome.status() == Status.HIT) {
      outcome
          .saved()
          .ifPresent(saved -> line.append(", ").append(Amounts.of(saved)).append(" saved"));
    } else {
      line.append(", took ").append(Amounts.of(outcome.duration()));
    }
    if (outcome.status() == Status.DEGRADED) {
      // The reason was a warning already.
      line.append(", not stored");
    } else if (!outcome.reason().isEmpty()) {
      line.append(" (").append(outcome.reason()).append(')');
    }
    return line.append(", ").append(outcome.directory()).toString();
  }
}
