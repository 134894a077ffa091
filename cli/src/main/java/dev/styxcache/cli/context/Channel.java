package dev.styxcache.cli.context;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.OutputClosedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output or standard error. Bytes go through as they are and at once, since somebody may
 * be watching; a failure is never swallowed, as {@code System.out} would. Safe for use by many
 * threads.
 */
public final class Channel {

  /** What the kernel says when nobody reads a pipe any more. */
  private static final String BROKEN_PIPE = "Broken pipe";

  private final OutputStream stream;
  private final String name;
  private byte last = '\n';

  /**
   * For a stream.
   *
   * @param stream where bytes go, without a buffer
   * @param name for messages
   */
  public Channel(OutputStream stream, String name) {
    this.stream = stream;
    this.name = name;
  }

  /**
   * Writes bytes.
   *
   * @param buffer holds them
   * @param offset where they begin
   * @param length how many there are
   * @throws OutputClosedException if nobody reads them
   * @throws CommandFailedException if they cannot be written for another reason
   */
  public synchronized void write(byte[] buffer, int offset, int length) {
    if (length == 0) {
      return;
    }
    try {
      stream.write(buffer, offset, length);
      last = buffer[offset + length - 1];
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains(BROKEN_PIPE)) {
        throw new OutputClosedException(e);
      }
      throw new CommandFailedException(
          "cannot write to " + name + ": " + e.getMessage() + "; make room or write elsewhere", e);
    }
  }

  /**
   * Writes text as it is.
   *
   * @param text the text
   */
  public void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
  }

  /**
   * Writes a line.
   *
   * @param text the line without its end
   */
  public void line(String text) {
    print(text + "\n");
  }

  /**
   * Writes lines on lines of their own, even if a tool has left the last one unfinished.
   *
   * @param text the lines without the last one's end
   */
  public synchronized void freshLine(String text) {
    print(last == '\n' ? text + "\n" : "\n" + text + "\n");
  }

  /**
   * Lets a tool's output through.
   *
   * @return the handler
   */
  public OutputHandler handler() {
    return this::write;
  }
}
