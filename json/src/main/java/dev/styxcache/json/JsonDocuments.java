package dev.styxcache.json;

import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads JSON values one after another from a stream, with one in memory at a time. {@code NaN} and
 * {@code Infinity} are accepted, as Python writes them. Not safe for use by several threads.
 */
public final class JsonDocuments implements AutoCloseable {

  private final JsonParser parser;

  /**
   * Starts to read.
   *
   * @param input UTF-8; it is not closed
   */
  public JsonDocuments(InputStream input) {
    this.parser =
        JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(JsonReader.USER_DEPTH)
                    .maxNumberLength(JsonReader.USER_DIGITS)
                    .build())
            .build()
            .createParser(ObjectReadContext.empty(), input);
  }

  /**
   * A value and its position.
   *
   * @param value as {@link JsonReader#read(byte[])} returns it
   * @param line line where it begins, from 1
   */
  public record Document(@Nullable Object value, int line) {}

  /**
   * Reads the next value.
   *
   * @return the value, or nothing at the end of the stream
   * @throws MalformedJsonException if something that is not JSON follows, a limit is exceeded, a
   *     member occurs twice in one object, or the stream cannot be read
   */
  public Optional<Document> next() throws MalformedJsonException {
    try {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return Optional.empty();
      }
      int line = parser.currentTokenLocation().getLineNr();
      return Optional.of(new Document(JsonValues.read(parser, token), line));
    } catch (JacksonException e) {
      throw new MalformedJsonException(e);
    }
  }

  @Override
  public void close() {
    parser.close();
  }
}
