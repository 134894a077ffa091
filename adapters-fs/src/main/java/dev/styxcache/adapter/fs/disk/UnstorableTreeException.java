package dev.styxcache.adapter.fs.disk;

/** A tree has something in it that no entry can have. The message says what and where. */
public final class UnstorableTreeException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * With a message.
   *
   * @param message names the thing, the place and the reason, for users
   */
  public UnstorableTreeException(String message) {
    super(message);
  }

  /**
   * With a cause.
   *
   * @param message names the thing, the place and the reason, for users
   * @param cause what led to it
   */
  public UnstorableTreeException(String message, Throwable cause) {
    super(message, cause);
  }
}
