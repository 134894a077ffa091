package dev.styxcache.domain.key;

import dev.styxcache.domain.json.CanonicalJson;
import dev.styxcache.domain.json.CodePointOrder;
import dev.styxcache.domain.json.Json;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Walks through the parameters of one run, in the order in which the canonical text has them. */
final class ParamWalk {

  /** Deeper than any wrapper's parameters, and far from the end of a thread's stack. */
  static final int GREATEST_DEPTH = 500;

  private final InputTexts texts;

  ParamWalk(InputTexts texts) {
    this.texts = texts;
  }

  Json params(Map<String, ?> params) {
    return object(params, "", 0);
  }

  private Json value(Optional<?> optional, String place, int depth) {
    if (optional.isEmpty()) {
      return Json.NULL;
    }
    Object value = optional.get();
    if (depth > GREATEST_DEPTH) {
      throw new UncanonicalParameterException(
          place, "it is nested more than " + GREATEST_DEPTH + " deep, or contains itself");
    }
    if (value instanceof String text) {
      return Json.text(texts.text(text));
    } else if (value instanceof Path path) {
      return Json.text(texts.path(path, place));
    } else if (value instanceof TextWithInputs template) {
      return Json.text(texts.template(template, place));
    } else if (value instanceof Boolean bool) {
      return Json.bool(bool);
    } else if (value instanceof Number number) {
      return number(number, place);
    } else if (value instanceof Map<?, ?> map) {
      return object(map, place, depth);
    } else if (value instanceof List<?> || value instanceof Deque<?>) {
      return array((Iterable<?>) value, place, depth);
    } else if (value.getClass().isArray()) {
      return array(boxed(value), place, depth);
    }
    return otherValue(value, place, depth);
  }

  /** What only Java's callers have. */
  private Json otherValue(Object value, String place, int depth) {
    if (value instanceof Optional<?> inner) {
      return value(inner, place, depth + 1);
    } else if (value instanceof Enum<?> constant) {
      // Not its toString(), which an enum may change at will.
      return Json.text(constant.name());
    } else if (value instanceof Set<?>) {
      throw new UncanonicalParameterException(
          place,
          "its type is "
              + value.getClass().getName()
              + ", which has no certain order; use a list, in the order in which the tool is given"
              + " the items");
    }
    throw new UncanonicalParameterException(
        place,
        "its type is "
            + value.getClass().getName()
            + "; use a text, a path, a number, a truth value, an enum, an optional, a list or a map");
  }

  private static Json number(Number number, String place) {
    if (number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte) {
      return Json.integer(number.longValue());
    } else if (number instanceof BigInteger big) {
      return new Json.Int(big);
    } else if (number instanceof Double real) {
      return new Json.Real(real);
    } else if (number instanceof Float real) {
      return new Json.Real(CanonicalJson.widen(real));
    }
    throw new UncanonicalParameterException(
        place, "its type is " + number.getClass().getName() + "; use an integer or a double");
  }

  private Json object(Map<?, ?> map, String place, int depth) {
    Map<String, Optional<?>> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
    for (Map.Entry<?, ?> member : map.entrySet()) {
      if (!(member.getKey() instanceof String name)) {
        throw new UncanonicalParameterException(
            place.isEmpty() ? "map" : place,
            "it has the key " + member.getKey() + ", and keys of a map must be texts");
      }
      sorted.put(name, Optional.ofNullable(member.getValue()));
    }
    Map<String, Json> members = new LinkedHashMap<>();
    sorted.forEach(
        (name, value) ->
            members.put(
                name, value(value, place.isEmpty() ? name : place + "." + name, depth + 1)));
    return new Json.Obj(members);
  }

  private Json array(Iterable<?> items, String place, int depth) {
    List<Json> values = new ArrayList<>();
    for (Object item : items) {
      String itemPlace = place + "[" + values.size() + "]";
      values.add(value(Optional.ofNullable(item), itemPlace, depth + 1));
    }
    return new Json.Arr(values);
  }

  private static List<Object> boxed(Object array) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      items.add(Array.get(array, i));
    }
    return items;
  }
}
