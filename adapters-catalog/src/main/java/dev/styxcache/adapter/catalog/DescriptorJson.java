package dev.styxcache.adapter.catalog;

import dev.styxcache.domain.json.Json;
import dev.styxcache.json.MalformedJsonException;
import dev.styxcache.tools.JsonReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses descriptors and parameters. {@code NaN} and {@code Infinity} are as Python writes them.
 */
final class DescriptorJson implements JsonReader {

  private final dev.styxcache.json.JsonReader reader = dev.styxcache.json.JsonReader.forPython();

  @Override
  public Json read(byte[] utf8) {
    try {
      return json(reader.read(utf8));
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("line " + e.line() + " is not JSON: " + e.getMessage(), e);
    }
  }

  private static Json json(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Json> members = new LinkedHashMap<>();
      for (Map.Entry<?, ?> member : map.entrySet()) {
        members.put((String) member.getKey(), json(member.getValue()));
      }
      return new Json.Obj(members);
    } else if (value instanceof List<?> list) {
      List<Json> items = new ArrayList<>(list.size());
      for (Object item : list) {
        items.add(json(item));
      }
      return new Json.Arr(items);
    } else if (value instanceof String text) {
      return Json.text(text);
    } else if (value instanceof Boolean bool) {
      return Json.bool(bool);
    } else if (value instanceof BigInteger integer) {
      return new Json.Int(integer);
    } else if (value instanceof Long integer) {
      return Json.integer(integer);
    }
    return value instanceof Double real ? new Json.Real(real) : Json.NULL;
  }
}
