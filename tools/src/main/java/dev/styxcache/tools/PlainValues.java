package dev.styxcache.tools;

import dev.styxcache.domain.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns values of Java into JSON, and JSON into values of Java. */
final class PlainValues {

  private PlainValues() {}

  /** The members of an object, sorted, without nulls. */
  static Map<String, Object> of(Json.Obj object) {
    Map<String, Object> members = new TreeMap<>();
    object
        .members()
        .forEach(
            (name, member) -> {
              if (!(member instanceof Json.Null)) {
                members.put(name, value(member));
              }
            });
    return members;
  }

  private static Object value(Json json) {
    if (json instanceof Json.Obj object) {
      return of(object);
    } else if (json instanceof Json.Arr array) {
      return array.items().stream().map(PlainValues::value).toList();
    } else if (json instanceof Json.Text text) {
      return text.value();
    } else if (json instanceof Json.Bool bool) {
      return bool.value();
    } else if (json instanceof Json.Int integer) {
      return integer.value();
    } else if (json instanceof Json.Real real) {
      return real.value();
    }
    return Optional.empty();
  }

  /** The JSON of a value; null and an empty Optional are JSON's null. */
  static Json json(@Nullable Object value) {
    if (value == null) {
      return Json.NULL;
    } else if (value instanceof Json json) {
      return json;
    } else if (value instanceof Optional<?> optional) {
      return json(optional.orElse(null));
    } else if (value instanceof String || value instanceof Path) {
      return Json.text(value.toString());
    } else if (value instanceof Boolean bool) {
      return Json.bool(bool);
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof Iterable<?> items) {
      List<Json> array = new ArrayList<>();
      items.forEach(item -> array.add(json(item)));
      return new Json.Arr(array);
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Json> members = new LinkedHashMap<>();
      map.forEach((name, member) -> members.put(String.valueOf(name), json(member)));
      return new Json.Obj(members);
    }
    throw new IllegalArgumentException(
        "a parameter cannot be a "
            + value.getClass().getName()
            + "; give a text, a path, a number, a truth value, a list or a map");
  }

  private static Json number(Number number) {
    if (number instanceof Integer || number instanceof Long || number instanceof Short) {
      return Json.integer(number.longValue());
    } else if (number instanceof BigInteger integer) {
      return new Json.Int(integer);
    } else if (number instanceof Double || number instanceof BigDecimal) {
      return new Json.Real(number.doubleValue());
    } else if (number instanceof Float) {
      // As it is written: 0.1f is meant as 0.1, and not as the double next to it.
      return new Json.Real(Double.parseDouble(number.toString()));
    }
    throw new IllegalArgumentException(
        "a parameter cannot be a " + number.getClass().getName() + "; give a double or a long");
  }
}
