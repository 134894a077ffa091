package dev.styxcache.cli.json;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads JSON values one after another, holding one in memory. A member that comes twice in an
 * object is an error, since readers disagree on which of them counts.
 */
public final class JsonDocuments implements AutoCloseable {

  /** Integers of any size are allowed in keys; this only bounds the time that reading one takes. */
  private static final int LONGEST_NUMBER = 100_000;

  /** What Jackson adds to some messages, and has no room in one for users. */
  private static final Pattern SOURCE =
      Pattern.compile(" \\(for \\w+ starting at \\[Source: .*?]\\)", Pattern.DOTALL);

  private final JsonParser parser;

  private JsonDocuments(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * A value with its place.
   *
   * @param value a map, a list, a text, a number ({@code Long}, {@code BigInteger} or {@code
   *     Double}), a truth value, or null
   * @param line where it begins, the first line being 1
   */
  public record Document(@Nullable Object value, int line) {}

  /**
   * Reads a stream. {@code NaN} and {@code Infinity} are allowed, as Python writes them.
   *
   * @param input UTF-8; it is not closed
   * @return the reader
   */
  public static JsonDocuments lenient(InputStream input) {
    JsonFactory factory = builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    return new JsonDocuments(factory.createParser(ObjectReadContext.empty(), input));
  }

  /**
   * Reads a text that must be JSON by the letter.
   *
   * @param text the text
   * @return the reader
   */
  public static JsonDocuments strict(String text) {
    return new JsonDocuments(builder().build().createParser(ObjectReadContext.empty(), text));
  }

  private static JsonFactoryBuilder builder() {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
        .streamReadConstraints(
            StreamReadConstraints.builder().maxNumberLength(LONGEST_NUMBER).build());
  }

  /**
   * Reads the next value.
   *
   * @return the value, or nothing at the end
   * @throws MalformedJsonException if there is something that is not JSON, or the stream cannot be
   *     read
   */
  public Optional<Document> next() throws MalformedJsonException {
    try {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return Optional.empty();
      }
      int line = parser.currentTokenLocation().getLineNr();
      return Optional.of(new Document(value(token), line));
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
      throw new MalformedJsonException(
          SOURCE.matcher(e.getOriginalMessage()).replaceAll(""), line, column, e);
    }
  }

  @Override
  public void close() {
    parser.close();
  }

  /** The depth is bounded by Jackson's constraints, far from the end of the stack. */
  private @Nullable Object value(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? parser.getBigIntegerValue()
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IllegalStateException("a JSON value cannot begin with " + token);
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      putNullable(members, name, value(parser.nextToken()));
    }
    return members;
  }

  private List<Object> array() {
    List<Object> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      addNullable(items, value(token));
    }
    return items;
  }

  /** Nulls are values here; the collections of the JDK take them, though their types do not say. */
  @SuppressWarnings("NullAway")
  private static void putNullable(
      Map<String, Object> members, String name, @Nullable Object value) {
    members.put(name, value);
  }

  @SuppressWarnings("NullAway")
  private static void addNullable(List<Object> items, @Nullable Object value) {
    items.add(value);
  }
}
