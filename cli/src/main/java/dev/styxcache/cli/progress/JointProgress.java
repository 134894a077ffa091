package dev.styxcache.cli.progress;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.cli.context.Context;

/**
 * One bar for several works that go on at once and end at different times. Safe for use by many
 * threads.
 */
public final class JointProgress implements ByteProgress {

  private final Context context;
  private final ByteProgress bar;

  /**
   * Shows progress where somebody can see it.
   *
   * @param context has the terminal
   * @param task what the works are called
   */
  public JointProgress(Context context, String task) {
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

  /** One of the works has ended, and the others go on. */
  @Override
  public void finished() {
    // The end of all of them is told by end().
  }

  /** Wipes the bar, so that a line can be written in its place; it comes back below. */
  public void makeRoom() {
    if (context.terminal().interactive()) {
      context.error().print(ByteBar.WIPE);
    }
  }

  /** All of them have ended. */
  public void end() {
    bar.finished();
  }
}
