package dev.styxcache.cli.output;

import dev.styxcache.application.port.ByteProgress;
import dev.styxcache.cli.context.Channel;
import dev.styxcache.cli.context.Context;
import dev.styxcache.cli.context.Terminal;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A bar for the hashing of inputs that takes long enough to wonder. Safe for use by many threads.
 */
public final class HashBar implements ByteProgress {

  /** So much is known beforehand to take long. */
  private static final long LARGE_BYTES = 100L << 20;

  private static final long LONG_NANOS = 1_000_000_000L;

  private static final int UPDATE_MILLIS = 100;

  /** No terminal is narrower, and a bar that wraps cannot be taken back. */
  private static final int COLUMNS = 79;

  private final Channel channel;
  private final Terminal terminal;
  private long due;
  private long read;
  private long started;
  private @Nullable ProgressBar bar;

  private HashBar(Channel channel, Terminal terminal) {
    this.channel = channel;
    this.terminal = terminal;
  }

  /**
   * Shows progress where somebody can see it.
   *
   * @param context has the terminal
   * @return a bar on a terminal, and nothing elsewhere
   */
  public static ByteProgress on(Context context) {
    return context.terminal().interactive()
        ? new HashBar(context.error(), context.terminal())
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
        .setTaskName("hashing inputs")
        .setInitialMax(due)
        .setUnit(" MiB", 1 << 20)
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

    private static final String WIPE = "\r\u001b[2K";

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
