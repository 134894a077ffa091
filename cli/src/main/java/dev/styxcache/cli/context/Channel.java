package dev.styxcache.cli.context;

import dev.styxcache.application.api.OutputHandler;
import dev.styxcache.cli.failure.CommandFailedException;
import dev.styxcache.cli.failure.OutputClosedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output or standard error, unbuffered and byte for byte. Unlike {@code System.out}, it
 * reports write errors. Thread-safe.
 */
public final class Channel {

  /** Message of EPIPE. */
  private static final String BROKEN_PIPE = "Broken pipe";

  private final OutputStream stream;
  private final String name;
  private byte last = '\n';

  /**
   * For a stream.
   *
   * @param stream an unbuffered stream
   * @param name for messages
   */
  public Channel(OutputStream stream, String name) {
    this.stream = stream;
    this.name = name;
  }

  /**
   * Writes bytes.
   *
   * @param buffer a buffer with the bytes
   * @param offset the offset of the first byte in the buffer
   * @param length the number of bytes
   * @throws OutputClosedException if the reader has closed the pipe
   * @throws CommandFailedException if the write fails for another reason
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
          "cannot write to "
              + name
              + ": "
              + e.getMessage()
              + "; free some space or write elsewhere",
          e);
    }
  }

  /**
   * Writes text in UTF-8.
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
   * Writes text that starts on a new line, even if a tool has left the last line unfinished.
   *
   * @param text one or more lines, without the end of the last one
   */
  public synchronized void freshLine(String text) {
    print(last == '\n' ? text + "\n" : "\n" + text + "\n");
  }

  /**
   * A handler that writes a tool's output here.
   *
   * @return the handler
   */
  public OutputHandler handler() {
    return this::write;
  }
}
