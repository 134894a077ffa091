package dev.styxcache.adapter.fs.disk;

/**
 * Reports that an entry cannot hold a tree; the message names the file and the reason for users.
 */
public final class UnstorableTreeException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Creates one with a message. */
  public UnstorableTreeException(String message) {
    super(message);
  }

  /** Creates one with a cause. */
  public UnstorableTreeException(String message, Throwable cause) {
    super(message, cause);
  }
}
