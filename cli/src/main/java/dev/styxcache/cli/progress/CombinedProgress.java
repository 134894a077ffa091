package dev.styxcache.cli.progress;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.cli.context.Context;

/** One bar for parallel tasks, which does not end with the first of them. Thread-safe. */
public final class CombinedProgress implements ByteProgress {

  private final Context context;
  private final ByteProgress bar;

  /**
   * Shows progress on a terminal.
   *
   * @param context the terminal and standard error
   * @param task the label of the bar
   */
  public CombinedProgress(Context context, String task) {
    this.context = context;
    this.bar = ByteBar.on(context, task);
  }

  @Override
  public void due(long bytes) {
    bar.due(bytes);
  }

  @Override
  public void done(long bytes) {
    bar.done(bytes);
  }

  /** Does nothing: other tasks may still run. {@link #end()} ends the bar. */
  @Override
  public void finished() {}

  /** Erases the bar to make room for a line of text. The next update draws it again below. */
  public void wipe() {
    if (context.terminal().interactive()) {
      context.error().print(ByteBar.WIPE);
    }
  }

  /** Ends the bar, after all tasks. */
  public void end() {
    bar.finished();
  }
}
