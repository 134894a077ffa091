package dev.styxcache.application.api;

import java.util.function.Consumer;

/**
 * Receives one output stream of a tool as raw bytes, in pieces as they arrive. So nothing is lost
 * (bytes that are not text, a carriage return before a line feed, the missing end of a last line)
 * and nothing of unbounded size is held in memory.
 *
 * <p>Called by one thread at a time.
 */
@FunctionalInterface
public interface OutputHandler {

  /**
   * Receives the next piece. The array belongs to the caller, who reuses it after the call.
   *
   * @param buffer contains the piece
   * @param offset index of the piece's first byte
   * @param length number of bytes, at least 1
   */
  void accept(byte[] buffer, int offset, int length);

  /** Called once at the end of the stream, after the last piece, unless the run is aborted. */
  default void end() {}

  /**
   * A handler that discards all output.
   *
   * @return the handler
   */
  static OutputHandler discard() {
    return (buffer, offset, length) -> {};
  }

  /**
   * A handler that splits the stream into lines.
   *
   * <p>Lines end in a line feed, which is removed; a carriage return before it stays. They are
   * decoded as UTF-8; invalid bytes become U+FFFD. A line is held in memory as a whole; implement
   * {@link #accept} where lines may be of any length.
   *
   * @param lines receives each line when it is complete, the last one at the end
   * @return the handler
   */
  static OutputHandler lines(Consumer<String> lines) {
    return new LineHandler(lines);
  }
}
