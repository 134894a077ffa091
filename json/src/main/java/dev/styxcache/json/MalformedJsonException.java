package dev.styxcache.json;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;

/** A text is not JSON, or not within the limits. The message says what is wrong, and the column. */
public final class MalformedJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What Jackson adds to some messages and no user can read. */
  private static final Pattern SOURCE =
      Pattern.compile(" \\((for \\w+ starting|start marker) at \\[Source: .*?]\\)", Pattern.DOTALL);

  private final int line;

  MalformedJsonException(String what, int line, int column) {
    super(what + " (column " + column + ")");
    this.line = line;
  }

  MalformedJsonException(JacksonException cause) {
    super(
        SOURCE.matcher(cause.getOriginalMessage()).replaceAll("")
            + " (column "
            + (cause.getLocation() == null ? 1 : Math.max(1, cause.getLocation().getColumnNr()))
            + ")",
        cause);
    this.line = cause.getLocation() == null ? 1 : Math.max(1, cause.getLocation().getLineNr());
  }

  static MalformedJsonException at(JsonParser parser, String what) {
    TokenStreamLocation place = parser.currentTokenLocation();
    return new MalformedJsonException(what, place.getLineNr(), place.getColumnNr());
  }

  /**
   * Returns the line of the error.
   *
   * @return the line, from 1
   */
  public int line() {
    return line;
  }
}
