package dev.styxcache.tools.bind;

/** A tool cannot be called with these parameters. The message says what to change. */
public class RefusedCallException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param message why, and what to do
   */
  public RefusedCallException(String message) {
    super(message);
  }
}
