package dev.styxcache.cli.progress;

import dev.styxcache.application.api.ByteProgress;
import dev.styxcache.cli.context.Channel;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.context.Terminal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar with the rate and the remaining time, shown for work on bytes that takes long.
 * Thread-safe.
 */
public final class ByteBar implements ByteProgress {

  /** Label of the bar for hashing inputs. */
  public static final String HASHING = "hashing inputs";

  /** Label of the bar for pushes. */
  public static final String PUSHING = "sending";

  /** Label of the bar for pulls. */
  public static final String PULLING = "fetching";

  /** Minimum amount of work that shows the bar at once, in bytes. */
  private static final long LARGE_BYTES = 100L << 20;

  /** Time after which smaller work shows the bar too, in nanoseconds. */
  private static final long LONG_NANOS = 1_000_000_000L;

  private static final int UPDATE_MILLIS = 100;

  /** Erases the line of the cursor. */
  static final String WIPE = "\r\u001b[2K";

  /** Maximum width: a bar that wraps on a narrow terminal cannot be erased. */
  static final int COLUMNS = 79;

  private final Channel channel;
  private final Terminal terminal;
  private final String task;
  private long due;
  private long read;
  private long started;
  private @Nullable ProgressBar bar;

  private ByteBar(Channel channel, Terminal terminal, String task) {
    this.channel = channel;
    this.terminal = terminal;
    this.task = task;
  }

  /**
   * Shows progress on a terminal.
   *
   * @param context the terminal and standard error
   * @param task the label of the bar
   * @return a bar; silent if standard error is not a terminal
   */
  public static ByteProgress on(Context context, String task) {
    return context.terminal().interactive()
        ? new ByteBar(context.error(), context.terminal(), task)
        : ByteProgress.silent();
  }

  @Override
  public synchronized void due(long bytes) {
    if (due == 0) {
      started = System.nanoTime();
    }
    due += bytes;
  }

  @Override
  public synchronized void done(long bytes) {
    read += bytes;
    if (bar == null && (due >= LARGE_BYTES || System.nanoTime() - started >= LONG_NANOS)) {
      bar = newBar();
    }
    if (bar != null) {
      bar.maxHint(due);
      bar.stepTo(read);
    }
  }

  @Override
  public synchronized void finished() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
    due = 0;
    read = 0;
  }

  private ProgressBar newBar() {
    ProgressBarStyle plain =
        terminal.unicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII;
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(due)
        .setUnit(" MiB", 1 << 20)
        .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
        .setStyle(
            terminal.colour() && terminal.unicode()
                ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                : plain)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setMaxRenderedLength(COLUMNS)
        .clearDisplayOnFinish()
        .setConsumer(new Line(channel))
        .build();
  }

  /** The line of the bar, which is overwritten, and erased at the end. */
  record Line(Channel channel) implements ProgressBarConsumer {

    @Override
    public int getMaxRenderedLength() {
      return COLUMNS;
    }

    @Override
    public void accept(String text) {
      channel.print("\r" + text);
    }

    @Override
    public void clear() {
      channel.print(WIPE);
    }

    @Override
    public void close() {
      // Standard error stays open.
    }
  }
}
