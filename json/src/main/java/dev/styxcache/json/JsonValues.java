package dev.styxcache.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Turns a parser's tokens into plain Java values. The parser's limits bound the recursion. */
final class JsonValues {

  private JsonValues() {}

  /** Reads the value that begins with the current token, to its end. */
  static @Nullable Object read(JsonParser parser, JsonToken token) throws MalformedJsonException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
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

  /** Readers disagree on which of two members of one name counts, so that is an error. */
  @SuppressWarnings("NullAway") // The map takes null, though its type does not say so.
  private static Map<String, Object> object(JsonParser parser) throws MalformedJsonException {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      int before = members.size();
      members.put(name, read(parser, parser.nextToken()));
      if (members.size() == before) {
        throw MalformedJsonException.at(parser, "the member \"" + name + "\" occurs twice");
      }
    }
    return members;
  }

  @SuppressWarnings("NullAway") // The list takes null, though its type does not say so.
  private static List<Object> array(JsonParser parser) throws MalformedJsonException {
    List<Object> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(read(parser, token));
    }
    return items;
  }
}
