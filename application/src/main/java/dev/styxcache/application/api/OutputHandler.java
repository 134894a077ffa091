package dev.styxcache.application.api;

import java.util.function.Consumer;

/**
 * Receives one output stream of a tool, as bytes and in pieces as they come, so that nothing is
 * lost and nothing of any size must be held in memory: bytes that are not text, a carriage return
 * before a line feed, a last line without an end.
 *
 * <p>Called by one thread at a time.
 */
@FunctionalInterface
public interface OutputHandler {

  /**
   * Receives the next piece. The array belongs to the caller and is used again afterwards.
   *
   * @param buffer holds the piece
   * @param offset where the piece begins
   * @param length how many bytes it has, at least 1
   */
  void accept(byte[] buffer, int offset, int length);

  /**
   * Is told that the stream has come to its end. Called once, after the last piece, unless the run
   * is broken off.
   */
  default void end() {}

  /**
   * Ignores everything.
   *
   * @return the handler
   */
  static OutputHandler discard() {
    return (buffer, offset, length) -> {};
  }

  /**
   * Hands on whole lines.
   *
   * <p>Lines end in a line feed, which is taken off; a carriage return before it stays. They are
   * decoded as UTF-8, with U+FFFD for what is not. A line is held in memory as a whole; who may
   * meet lines of any length implements {@link #accept}.
   *
   * @param lines receives each line when it is complete, the last one at the end
   * @return the handler
   */
  static OutputHandler lines(Consumer<String> lines) {
    return new LineHandler(lines);
  }
}
