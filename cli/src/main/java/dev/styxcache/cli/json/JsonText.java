package dev.styxcache.cli.json;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a single JSON value from a text. */
public final class JsonText {

  private JsonText() {}

  /**
   * Reads a text that is JSON from its beginning to its end.
   *
   * @param text the text
   * @return the value, as {@link JsonDocuments.Document#value}
   * @throws MalformedJsonException if it is anything else
   */
  public static @Nullable Object parse(String text) throws MalformedJsonException {
    try (JsonDocuments documents = JsonDocuments.strict(text)) {
      Optional<JsonDocuments.Document> first = documents.next();
      Optional<JsonDocuments.Document> second = first.isEmpty() ? first : documents.next();
      if (first.isEmpty()) {
        throw new MalformedJsonException("it is empty", 1, 1, new IllegalArgumentException(text));
      } else if (second.isPresent()) {
        throw new MalformedJsonException(
            "a second value follows", second.get().line(), 1, new IllegalArgumentException(text));
      }
      return first.get().value();
    }
  }

  /**
   * Reads a text that may be JSON.
   *
   * @param text the text
   * @return the value where the text is JSON, else the text itself
   */
  public static @Nullable Object valueOrText(String text) {
    if (!mayBeJson(text)) {
      return text;
    }
    try {
      return parse(text);
    } catch (MalformedJsonException e) {
      return text;
    }
  }

  /** Most texts are told by their first letter, without loading a parser. */
  private static boolean mayBeJson(String text) {
    String stripped = text.stripLeading();
    return !stripped.isEmpty() && "{[\"-0123456789tfn".indexOf(stripped.charAt(0)) >= 0;
  }
}
