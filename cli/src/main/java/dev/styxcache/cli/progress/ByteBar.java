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
 * A bar for work on bytes that takes long enough to wonder: how much of it is done, how fast, and
 * how long it will still take. Safe for use by many threads.
 */
public final class ByteBar implements ByteProgress {

  /** What the bar for inputs is called. */
  public static final String HASHING = "hashing inputs";

  /** What the bar for entries is called that are sent to a remote store. */
  public static final String SENDING = "sending";

  /** What the bar for entries is called that are fetched from a remote store. */
  public static final String FETCHING = "fetching";

  /** So much is known beforehand to take long. */
  private static final long LARGE_BYTES = 100L << 20;

  private static final long LONG_NANOS = 1_000_000_000L;

  private static final int UPDATE_MILLIS = 100;

  /** Takes back the line that the cursor is in. */
  static final String WIPE = "\r\u001b[2K";

  /** No terminal is narrower, and a bar that wraps cannot be taken back. */
  private static final int COLUMNS = 79;

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
   * Shows progress where somebody can see it.
   *
   * @param context has the terminal
   * @param task what the work is called
   * @return a bar on a terminal, and nothing elsewhere
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

  /** One line that is written over and over, and wiped in the end. */
  private record Line(Channel channel) implements ProgressBarConsumer {

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
      // The channel is the process's, and stays open.
    }
  }
}
