package dev.styxcache.cli.json;

/** A text that is not JSON. The message says what is wrong, and in which column. */
public final class MalformedJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int line;

  MalformedJsonException(String what, int line, int column, Throwable cause) {
    super(what + " (column " + column + ")", cause);
    this.line = line;
  }

  /**
   * Where it is.
   *
   * @return the line, the first one being 1
   */
  public int line() {
    return line;
  }
}
