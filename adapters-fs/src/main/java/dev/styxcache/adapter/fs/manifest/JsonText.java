package dev.styxcache.adapter.fs.manifest;

import dev.styxcache.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON, token by token: this is on the way of every hit, often in a process that does nothing
 * else, and binding by reflection would take several times as long as the hit.
 */
final class JsonText {

  /** No manifest is nested more deeply than this. */
  private static final int DEPTH = 32;

  /** No number in a manifest is longer than this. */
  private static final int DIGITS = 40;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNumberLength(DIGITS)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonText() {}

  /**
   * Reads one value.
   *
   * @param text JSON in UTF-8
   * @return the value
   * @throws tools.jackson.core.JacksonException if it is no JSON
   * @throws IllegalArgumentException if a name occurs twice in an object, or something follows
   */
  static Json read(byte[] text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      Json value = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("something follows the end of the text");
      }
      return value;
    }
  }

  private static Json value(JsonParser parser, JsonToken token) {
    if (token == null) {
      throw new IllegalArgumentException("the text is empty");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> Json.text(parser.getString());
      case VALUE_NUMBER_INT -> new Json.Int(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> new Json.Real(parser.getDoubleValue());
      case VALUE_TRUE -> Json.bool(true);
      case VALUE_FALSE -> Json.bool(false);
      case VALUE_NULL -> Json.NULL;
      default -> throw new IllegalArgumentException("unexpected " + token);
    };
  }

  private static Json object(JsonParser parser) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      if (members.put(name, value(parser, parser.nextToken())) != null) {
        throw new IllegalArgumentException("the member " + name + " occurs twice");
      }
    }
    return new Json.Obj(members);
  }

  private static Json array(JsonParser parser) {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(parser, token));
    }
    return new Json.Arr(items);
  }
}
