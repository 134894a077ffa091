package dev.styxcache.cli.progress;

import dev.styxcache.cli.context.Channel;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.context.Terminal;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar for a number of things to do, with a remark. Silent where there is no terminal.
 */
public final class CountBar {

  private static final int UPDATE_MILLIS = 200;

  private final Channel channel;
  private final Terminal terminal;
  private final String task;
  private @Nullable ProgressBar bar;

  private CountBar(Channel channel, Terminal terminal, String task) {
    this.channel = channel;
    this.terminal = terminal;
    this.task = task;
  }

  /**
   * Shows progress on a terminal.
   *
   * @param context the terminal and standard error
   * @param task the label of the bar
   * @return a bar that is not shown yet
   */
  public static CountBar on(Context context, String task) {
    return new CountBar(context.error(), context.terminal(), task);
  }

  /**
   * Shows how much is done.
   *
   * @param done how many
   * @param total of how many
   * @param remark shown behind the numbers
   */
  public void show(long done, long total, String remark) {
    if (!terminal.interactive()) {
      return;
    }
    if (bar == null) {
      bar = newBar(total);
    }
    bar.maxHint(total);
    bar.stepTo(done);
    bar.setExtraMessage(" " + remark);
  }

  /** Erases the bar to make room for a line of text. The next update draws it again below. */
  public void wipe() {
    if (bar != null) {
      channel.print(ByteBar.WIPE);
    }
  }

  /** Erases the bar for good. */
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private ProgressBar newBar(long total) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .hideEta()
        .setStyle(terminal.unicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setMaxRenderedLength(ByteBar.COLUMNS)
        .clearDisplayOnFinish()
        .setConsumer(new ByteBar.Line(channel))
        .build();
  }
}
