package dev.styxcache.tools;

/** No catalogue has a tool of this name. The message names the nearest one. */
public final class UnknownToolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A name that is not found.
   *
   * @param message which name, where it was looked for, and what may have been meant
   */
  public UnknownToolException(String message) {
    super(message);
  }
}
